package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A callback made of functions, as Keras's {@code LambdaCallback} is. For one that remembers something or acts on the
 * training, implement {@link Callback}.
 *
 * <p>A function that is null is an {@code IllegalArgumentException}; what a function throws ends the training.
 * Immutable; thread-safe if its functions are.
 *
 * {@snippet :
 * lambdaCallback().onEpochEnd(p -> IO.println(p.epoch() + ": " + p.value("val_loss")));
 * }
 *
 * @param trainBegin is run before the first step; nothing by default
 * @param epochBegin is run when an epoch begins; nothing by default
 * @param batchEnd is run after each step; nothing by default
 * @param epochEnd is run when an epoch ends, validation included; nothing by default
 * @param trainEnd is run when the training ends as planned or because a callback stopped it; nothing by default
 */
public record LambdaCallback(Consumer<Progress> trainBegin, Consumer<Progress> epochBegin, Consumer<Progress> batchEnd,
        Consumer<Progress> epochEnd, Consumer<Progress> trainEnd) implements Callback {
    /** Checks that there is something to do at each point. */
    public LambdaCallback {
        given("onTrainBegin", trainBegin);
        given("onEpochBegin", epochBegin);
        given("onBatchEnd", batchEnd);
        given("onEpochEnd", epochEnd);
        given("onTrainEnd", trainEnd);
    }

    private static void given(String point, @Nullable Consumer<Progress> action) {
        Expect.given("lambdaCallback", point, action, "leave it out for nothing");
    }

    /** A callback that does nothing yet. */
    public LambdaCallback() {
        this(LambdaCallback::ignore, LambdaCallback::ignore, LambdaCallback::ignore, LambdaCallback::ignore,
                LambdaCallback::ignore);
    }

    private static void ignore(Progress progress) {}

    /**
     * This callback with another function for the beginning of the training.
     *
     * @param action is given the sizes; there are no values yet
     * @return a copy
     */
    public LambdaCallback onTrainBegin(Consumer<Progress> action) {
        return new LambdaCallback(action, epochBegin, batchEnd, epochEnd, trainEnd);
    }

    /**
     * This callback with another function for the beginning of an epoch.
     *
     * @param action is given where training is
     * @return a copy
     */
    public LambdaCallback onEpochBegin(Consumer<Progress> action) {
        return new LambdaCallback(trainBegin, action, batchEnd, epochEnd, trainEnd);
    }

    /**
     * This callback with another function for the end of a step.
     *
     * @param action is given the means over the epoch so far
     * @return a copy
     */
    public LambdaCallback onBatchEnd(Consumer<Progress> action) {
        return new LambdaCallback(trainBegin, epochBegin, action, epochEnd, trainEnd);
    }

    /**
     * This callback with another function for the end of an epoch.
     *
     * @param action is given all values of the epoch
     * @return a copy
     */
    public LambdaCallback onEpochEnd(Consumer<Progress> action) {
        return new LambdaCallback(trainBegin, epochBegin, batchEnd, action, trainEnd);
    }

    /**
     * This callback with another function for the end of the training.
     *
     * @param action is given the values of the last epoch
     * @return a copy
     */
    public LambdaCallback onTrainEnd(Consumer<Progress> action) {
        return new LambdaCallback(trainBegin, epochBegin, batchEnd, epochEnd, action);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        return new TrainingListener() {
            @Override
            public void onTrainBegin(Progress progress) {
                trainBegin.accept(progress);
            }

            @Override
            public void onEpochBegin(Progress progress) {
                epochBegin.accept(progress);
            }

            @Override
            public void onBatchEnd(Progress progress) {
                batchEnd.accept(progress);
            }

            @Override
            public void onEpochEnd(Progress progress) {
                epochEnd.accept(progress);
            }

            @Override
            public void onTrainEnd(Progress progress) {
                trainEnd.accept(progress);
            }
        };
    }
}
