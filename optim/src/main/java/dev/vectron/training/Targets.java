package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Run;
import dev.vectron.losses.ClassWeights;
import dev.vectron.tensor.Shape;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Tells the losses of a run where the targets of each batch lie and what they weigh; allocates nothing. */
final class Targets {
    private final Objective objective;
    private final Dataset data;
    private final @Nullable ClassWeights classWeights;
    private final float[] ofPositions;
    private final OptionalInt[] ignored;

    Targets(Objective objective, Dataset data, int batchSize, @Nullable ClassWeights classWeights) {
        this.objective = objective;
        this.data = data;
        this.classWeights = classWeights;
        if (classWeights != null && objective.outputs() > 1) {
            throw new IllegalArgumentException("fit: classWeight is for models of one output, this one has "
                    + objective.outputs() + "; give weights of samples by withSampleWeights(…) of the data set.");
        }
        this.ignored = objective.losses().stream().map(Loss::ignoredLabel).toArray(OptionalInt[]::new);
        this.ofPositions = new float[classWeights == null ? 0 : batchSize * positions(objective.prediction(0))];
    }

    private static int positions(Shape prediction) {
        return prediction.rank() == 0 ? 1 : prediction.size() / prediction.dim(-1);
    }

    /** To be called between forward and loss. */
    void bind(Run run, Batches batches) {
        float @Nullable [] samples = data.hasSampleWeights() ? batches.sampleWeights() : null;
        for (int i = 0; i < objective.outputs(); i++) {
            int target = Objective.targetOf(data, i);
            LossCall call = run.lossCall(i);
            boolean labels = objective.loss(i).takesLabels();
            if (labels) {
                call.labels(batches.labels(target), 0);
                if (ignored[i].isPresent()) {
                    call.ignore(ignored[i].getAsInt());
                }
            } else {
                call.targets(batches.targets(target), 0);
            }
            if (classWeights == null) {
                call.weights(samples, 0, objective.lossWeight(i));
            } else {
                classWeights.write(call, labels, samples, 0, ofPositions);
                call.weightsOfPositions(ofPositions, 0, objective.lossWeight(i));
            }
        }
    }
}
