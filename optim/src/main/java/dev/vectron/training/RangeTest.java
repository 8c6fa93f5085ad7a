package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Run;
import dev.vectron.optimizers.OptimizerState;
import dev.vectron.random.CounterRandom;
import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.schedules.Schedules;

/**
 * The learning-rate range test (Smith 2015, "Cyclical Learning Rates"): trains for some steps while the rate rises from
 * tiny to huge, and notes the loss of each step. Where it falls fastest is a good rate; where it explodes is none.
 *
 * <p>The rate of step i is {@code from · (to / from)^(i / (steps − 1))}. The test ends before the last step when the
 * loss is no number, or its exponential mean with factor 0.9 has climbed to four times its lowest value. It takes the
 * trainer's optimizer, but not its rate, and its loss; the model's weights and statistics are put back when it ends,
 * whatever happens. Immutable; while it runs, the model counts as being trained.
 *
 * <p>Rates that do not rise from above 0, and fewer than two steps, are an {@code IllegalArgumentException}; a loss
 * that is no number at once is a {@code TrainingException}. Thread-safe.
 *
 * {@snippet :
 * RangeTestResult result = RangeTest.of(trainer).run(train, fit().batchSize(128));
 * IO.println("learning rate " + result.suggestion());
 * }
 *
 * @param trainer the trainer whose learning rate is in question
 * @param from the first rate; default 1e-7
 * @param to the last rate; default 10
 * @param steps how many batches; default 100
 */
public record RangeTest(Trainer trainer, double from, double to, int steps) {
    /** Names the random stream of shuffling: those of layers are small numbers. */
    private static final long SHUFFLING = 0x52414E47L;

    /** Checks the numbers. */
    public RangeTest {
        if (!(from > 0 && to > from) || Double.isInfinite(to / from)) {
            throw new IllegalArgumentException("RangeTest: rates must rise from above 0, got " + from + " and " + to
                    + ".");
        }
        if (steps < 2) {
            throw new IllegalArgumentException("RangeTest: steps must be at least 2, got " + steps + ".");
        }
    }

    /**
     * A test of 100 steps from 1e-7 to 10.
     *
     * @param trainer the trainer whose learning rate is in question
     * @return the test
     */
    public static RangeTest of(Trainer trainer) {
        return new RangeTest(trainer, 1e-7, 10, 100);
    }

    /**
     * This test with other rates.
     *
     * @param first the first rate, above 0
     * @param last the last rate, above the first
     * @return a copy
     */
    public RangeTest rates(double first, double last) {
        return new RangeTest(trainer, first, last, steps);
    }

    /**
     * This test with another length.
     *
     * @param batches how many, at least 2
     * @return a copy
     */
    public RangeTest steps(int batches) {
        return new RangeTest(trainer, from, to, batches);
    }

    /**
     * Does the test.
     *
     * @param data the training samples; as many epochs as the steps take
     * @param options batch size, seed, shuffling and threads; epochs and validation do not matter
     * @return the losses of the rates
     * @throws IllegalStateException if optimizer or loss are missing, or the model is being trained
     * @throws dev.vectron.tensor.ShapeException if data, model and loss do not fit together
     * @throws TrainingException if the loss is no number from the beginning
     */
    public RangeTestResult run(Dataset data, Fit options) {
        TrainerSetup setup = trainer.setup("rangeTest");
        Compatibility.check(setup.objective(), data, "training samples");
        Compatibility.checkLabels(setup.objective(), data, "training samples");
        Graph graph = setup.model().graph();
        int batchSize = Math.min(options.batchSize(), data.size());
        try (var _ = graph.beginTraining(); Batches batches = Batches.of(data, batchSize)) {
            float[] values = graph.values();
            float[] before = values.clone();
            try {
                LearningRateSchedule rising = Schedules.exponentialDecay(from, steps - 1, to / from);
                OptimizerState state = setup.optimizer().begin(graph, rising);
                Step step = new Step(setup.objective(), state, batchSize, options.threads());
                Targets targets = new Targets(setup.objective(), data, batchSize, options.classWeight());
                return climb(step, targets, data, batches, options);
            } finally {
                System.arraycopy(before, 0, values, 0, before.length);
            }
        }
    }

    private RangeTestResult climb(Step step, Targets targets, Dataset data, Batches batches, Fit options) {
        RangeTestResult.Recorder recorder = new RangeTestResult.Recorder(steps);
        int epoch = 0;
        while (!recorder.full()) {
            if (epoch == 0 || !batches.next()) {
                epoch++;
                batches.begin(order(data.size(), options, epoch), data.size(), options.seed(), epoch);
                batches.next();
            }
            Run run = step.run();
            run.randomness(options.seed(), epoch, batches.sampleNumbers());
            Objective.bindInputs(run, batches, data.inputs());
            run.forward(batches.size());
            targets.bind(run, batches);
            double rate = step.state().learningRate();
            boolean finite = step.computeLoss();
            if (!finite && recorder.count() == 0) {
                throw new TrainingException(Divergence.describe("Loss", step.loss(),
                        "before the first step of the range"
                        + " test", rate, Divergence.cause(run.plan().graph(), batches, data)) + ".");
            }
            if (!finite || !recorder.add(rate, step.loss())) {
                return recorder.finish(true);
            }
            step.backward();
            step.update();
        }
        return recorder.finish(false);
    }

    private static int[] order(int samples, Fit options, int epoch) {
        int[] order = new int[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        if (options.shuffle()) {
            CounterRandom.shuffle(CounterRandom.key(options.seed(), SHUFFLING, epoch, 0), order, samples);
        }
        return order;
    }
}
