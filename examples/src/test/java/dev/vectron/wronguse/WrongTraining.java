package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.rootMeanSquaredError;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.selection.Distribution.choice;
import static dev.vectron.selection.Distribution.ints;
import static dev.vectron.selection.Distribution.logUniform;
import static dev.vectron.selection.Distribution.uniform;
import static dev.vectron.selection.Folds.kFold;
import static dev.vectron.selection.Folds.stratifiedKFold;
import static dev.vectron.training.Fit.fit;
import static dev.vectron.wronguse.WrongLosses.labelled;
import static dev.vectron.wronguse.WrongLosses.targets;

import dev.vectron.applications.Applications;
import dev.vectron.applications.ResNet;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.graph.Node;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.selection.KFold;
import dev.vectron.selection.ParameterGrid;
import dev.vectron.selection.Search;
import dev.vectron.selection.SearchSpace;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.Fit;
import dev.vectron.training.RangeTest;
import dev.vectron.training.Trainer;
import java.util.List;

/** Wrong uses of what is made of the vocabulary: data sets, models, trainings, searches. */
final class WrongTraining {
    private WrongTraining() {}

    static List<WrongUse> all() {
        return List.of(tensorUses(), dataUses(), splitUses(), modelUses(), trainerUses(), fitUses(), rangeUses(),
            searchUses(), foldUses(), applicationUses());
    }

    private static WrongUse tensorUses() {
        return WrongUse.of(Tensor.class)
            .size(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3), "Tensor: shape [2, 2] needs 4 values, got 3.")
            .size(() -> Tensor.zeros(Shape.of(2, 2)).reshape(Shape.of(3)), "Tensor: shape [3] needs 3 values, got 4.")
            .size(() -> Shape.of(2, 0), "Shape [2, 0]: every dimension must be at least 1.")
            .size(() -> Shape.of(100_000, 100_000),
                "Shape [100000, 100000] has more than 2147483647 elements, which one Java array cannot hold; use "
                + "smaller"
                    + " dimensions.")
            .size(() -> Sequential.of(input(1000), dense(10_000_000)),
                "Dense \"dense\": Shape [1000, 10000000] has more than 2147483647 elements, which one Java array "
                + "cannot hold; use smaller"
                    + " dimensions.");
    }

    private static WrongUse dataUses() {
        Dataset data = labelled(0, 1, 2);
        return WrongUse.of(ArrayDataset.class)
            .size(() -> ArrayDataset.of(new float[0][2], new int[0]),
            "ArrayDataset: no samples; a data set needs at least one.")
            .size(() -> ArrayDataset.of(new float[2][2], new int[3]),
            "ArrayDataset: 2 inputs but 3 labels; each input needs one.")
            .size(() -> ArrayDataset.of(new float[][] {{1, 2}, {3}}, new int[2]),
                "ArrayDataset: input 1 has 1 values but input 0 has 2; all rows must have the same length.")
            .size(() -> ArrayDataset.of(new float[2][2], new int[] {0, 2}, List.of("cat", "dog")),
                "ArrayDataset: label 2 of sample 1 is outside 0…1 (2 classes); labels count from 0.")
            .size(() -> data.limit(0), "limit(0): a data set needs at least one sample.")
            .size(() -> data.subset(1, 5), "subset(1, 5): expects 0 <= from < to <= 3.")
            .size(() -> data.select(new int[] {3}), "select: sample number 3 at position 0 is outside 0…2.")
            .size(() -> data.withSampleWeights(new float[2]),
            "withSampleWeights: 2 weights for 3 samples; each sample needs one.")
            .size(() -> data.withInput(labelled(0, 1)),
                "withInput: the data sets have 3 and 2 samples; sample i of both must belong together.")
            .option(() -> data.withSampleWeights(new float[] {1, -1, 1}),
                "withSampleWeights: the weight of sample 1 is -1.0; weights are numbers of at least 0.")
            .option(() -> data.withSampleWeights(new float[] {1, Float.NaN, 1}),
                "withSampleWeights: the weight of sample 1 is NaN; weights are numbers of at least 0.")
            .option(() -> targets(3).mixUp(0), "mixUp: alpha must be above 0 and at most 1, got 0.0.")
            .option(() -> targets(3).cutMix(Double.NaN),
            "cutMix: the factor must be at least 0 and at most 1, got NaN.")
            .size(() -> data.mixUp(), "mixUp: expects float targets, got class labels; put oneHot() in front.")
            .option(() -> data.oneHot(2),
            "oneHot: label 2 of sample 2 is outside 0…1 (2 classes); labels count from 0.");
    }

    private static WrongUse splitUses() {
        Dataset data = labelled(0, 1, 2);
        return WrongUse.of(Split.class)
            .option(() -> Split.of(data).random(0, 1),
            "Split: the fraction must lie between 0 and 1 (both excluded), got 0.0.")
            .option(() -> Split.of(data).random(Double.NaN, 1),
            "Split: the fraction must lie between 0 and 1 (both excluded), got NaN.")
            .option(() -> Split.of(data).last(1),
            "Split: the fraction must lie between 0 and 1 (both excluded), got 1.0.");
    }

    private static WrongUse modelUses() {
        Node x = input(3);
        Node other = input(3);
        Model model = Sequential.of(x, dense(2).named("head"));
        return WrongUse.of(Model.class)
            .rank(() -> model.predict(Tensor.zeros(Shape.of(3))),
                "The model expects [batch, 3] at input \"input\", got [3] without a batch axis; use "
                + "reshape(shape.prepend(1)), or"
                    + " predict(float[]) for one sample.")
            .rank(() -> model.predict(Tensor.zeros(Shape.of(1, 3, 1))),
                "The model expects [batch, 3] at input \"input\", got [1, 3, 1]; reshape the tensor or change "
                + "input(…).")
            .size(() -> model.predict(Tensor.zeros(Shape.of(1, 4))),
                "The model expects [batch, 3] at input \"input\", got [1, 4]; reshape the tensor or change input(…).")
            .size(() -> model.predict(new float[4]),
                "The model expects samples of shape [3], which has 3 values, got 4; for several samples use "
                + "predict(Tensor).")
            .size(() -> model.predict(labelled(0)), "The model expects samples of shape [3], the data set has [2].")
            .size(() -> model.copyWeights(Sequential.of(input(3), dense(5))),
                "copyWeights: the models have no parameter of the same name and shape; the other has "
                + "[dense/kernel[3, 5],"
                    + " dense/bias[5]], this one [head/kernel[3, 2], head/bias[2]].")
            .option(() -> Sequential.of(x), "A sequential model needs at least one layer behind its input.")
            .option(() -> Sequential.of(x.then(dense(2)), dense(1)),
                "The inputs of a model must be made by input(…), got the output of Dense.")
            .option(() -> Sequential.of(x, dense(2).named("a"), dense(2).named("a")),
                "Two layers are named \"a\"; give one of them another name.")
            .option(() -> Model.of(x, other.then(dense(2))),
                "Input \"input\" of shape [3] is used but not listed among the model's inputs; add it.")
            .option(() -> Model.of(List.of(x, other), List.of(x.then(dense(2)))),
                "Input \"input\" of shape [3] leads to no output; remove it or use it.")
            .option(() -> Model.of(List.of(x, x), List.of(x.then(dense(2)))), "An input is listed twice.")
            .option(() -> Model.of(List.of(), List.of(x.then(dense(2)))),
            "A model needs at least one input and one output.")
            .option(() -> Model.of(List.of(x), List.of()), "A model needs at least one input and one output.")
            .option(() -> model.freeze("haed"), "The model has no layer \"haed\"; it has head.")
            .option(() -> model.cutAt("haed"), "The model has no layer \"haed\"; it has head.")
            .option(() -> model.learningRateFactor("head", -1),
                "\"head\": the learning-rate factor must be a number of at least 0, got -1.0.")
            .option(() -> model.learningRateFactor("head", Double.NaN),
                "\"head\": the learning-rate factor must be a number of at least 0, got NaN.")
            .option(() -> dense(2).named(""),
                "named: a layer's name must not be empty or hold a \"/\", which separates it from the names of its "
                + "parameters, got"
                    + " \"\".")
            .option(() -> Model.fromJson("{}"),
            "This JSON does not describe a Vectron model: it has no \"format\": \"vectron model\".")
            .option(() -> Model.fromJson("nonsense"), "line 1, column 1: expected a value, found 'n'.")
            .option(() -> Model.fromJson(model.toJson().replace("\"Dense\"", "\"Denser\"")),
                "There is no layer \"Denser\"; if it is one of your own, call Layers.register(\"Denser\", config -> "
                + "…) first.");
    }

    private static WrongUse trainerUses() {
        Trainer trainer = Trainer.of(Sequential.of(input(2), dense(3))).optimizer(sgd()).loss(meanSquaredError());
        return WrongUse.of(Trainer.class)
            .rank(() -> Trainer.of(Sequential.of(input(2, 1), flatten(), dense(3))).optimizer(sgd())
            .loss(meanSquaredError())
                .fit(targets(3), fit()),
                    "The model's input \"input\" has shape [2, 1], but the inputs of the training samples have [2]; "
                    + "change"
                        + " input(…) of the model or the data.")
            .size(() -> trainer.fit(ArrayDataset.of(new float[2][5], new float[2][3]), fit()),
                "The model's input \"input\" has shape [2], but the inputs of the training samples have [5]; change "
                + "input(…) of"
                    + " the model or the data.")
            .size(() -> trainer.evaluate(targets(2)),
                "Loss mean_squared_error needs targets [3] for the model's output [3], but those of the evaluated "
                + "samples are"
                    + " floats [2]; change the units of the last layer or the targets.")
            .size(() -> trainer.fit(targets(3), fit().validationData(targets(2))),
                "Loss mean_squared_error needs targets [3] for the model's output [3], but those of the validation "
                + "samples are"
                    + " floats [2]; change the units of the last layer or the targets.")
            .size(() -> trainer.fit(nan(), fit().shuffle(false)),
                "Loss became NaN in epoch 1, batch 1 (learning rate 0.01); sample 2 of the data has the input NaN "
                + "(value 1): fill"
                    + " or remove missing values.")
            .option(() -> Trainer.of(Sequential.of(input(2), dense(3))).loss(meanSquaredError()).fit(targets(3), fit()),
                "Trainer: no optimizer is set; call .optimizer(adam(1e-3)) before .fit(…).")
            .option(() -> Trainer.of(Sequential.of(input(2), dense(3))).optimizer(sgd()).fit(targets(3), fit()),
                "Trainer: no loss is set; call .loss(…), for example sparseCategoricalCrossentropy() for class "
                + "labels, before"
                    + " .fit(…).")
            .option(() -> trainer.lossWeights(-1), "Trainer: loss weights must be numbers of at least 0, got -1.0.")
            .option(() -> trainer.lossWeights(Double.NaN),
            "Trainer: loss weights must be numbers of at least 0, got NaN.")
            .option(() -> trainer.lossWeights(1, 2).fit(targets(3), fit()),
                "Trainer: 2 lossWeights for a model of 1 output; give one for each.")
            .option(() -> trainer.loss().fit(targets(3), fit()),
                "Trainer: no loss is set; call .loss(…), for example sparseCategoricalCrossentropy() for class "
                + "labels, before"
                    + " .fit(…).")
            .option(() -> trainer.metrics(accuracy(), accuracy()), "Trainer: two metrics are named \"accuracy\".")
            .option(() -> trainer.metrics(rootMeanSquaredError(), null),
            "Trainer: a metric must not be null; leave it out.")
            .option(() -> trainer.evaluate(targets(3), 0, 1), "evaluate: batchSize must be at least 1, got 0.")
            .option(() -> trainer.evaluate(targets(3), 1, 0), "evaluate: threads must be at least 1, got 0.");
    }

    private static Dataset nan() {
        float[][] inputs = new float[4][2];
        inputs[2][1] = Float.NaN;
        return ArrayDataset.of(inputs, new float[4][3]);
    }

    private static WrongUse fitUses() {
        return WrongUse.of(Fit.class)
            .option(() -> fit().epochs(0), "fit: epochs must be at least 1, got 0.")
            .option(() -> fit().batchSize(0), "fit: batchSize must be at least 1, got 0.")
            .option(() -> fit().threads(-1), "fit: threads must be at least 1, got -1.")
            .option(() -> fit().validationSplit(1),
                "fit: validationSplit must be at least 0 and less than 1, got 1.0; 0.1 keeps the last tenth of the "
                + "samples for"
                    + " validation.")
            .option(() -> fit().validationSplit(-0.1),
                "fit: validationSplit must be at least 0 and less than 1, got -0.1; 0.1 keeps the last tenth of the "
                + "samples for"
                    + " validation.")
            .option(() -> fit().validationSplit(Double.NaN),
                "fit: validationSplit must be at least 0 and less than 1, got NaN; 0.1 keeps the last tenth of the "
                + "samples for"
                    + " validation.");
    }

    private static WrongUse rangeUses() {
        RangeTest test =
            RangeTest.of(Trainer.of(Sequential.of(input(2), dense(3))).optimizer(sgd()).loss(meanSquaredError()));
        return WrongUse.of(RangeTest.class)
            .option(() -> test.rates(0, 1), "RangeTest: rates must rise from above 0, got 0.0 and 1.0.")
            .option(() -> test.rates(1, 0.1), "RangeTest: rates must rise from above 0, got 1.0 and 0.1.")
            .option(() -> test.rates(Double.NaN, 1), "RangeTest: rates must rise from above 0, got NaN and 1.0.")
            .option(() -> test.steps(1), "RangeTest: steps must be at least 2, got 1.");
    }

    private static WrongUse searchUses() {
        return WrongUse.of(Search.class)
            .option(() -> Search.of(List.of()), "Search: there is nothing to try; give at least one trial.")
            .option(() -> Search.random(SearchSpace.of("rate", uniform(0, 1)), 0, 1),
                "Search: there is nothing to try; give at least one trial.")
            .option(() -> Search.grid(ParameterGrid.of("a", 1)).parallel(0),
            "Search: parallel must be at least 1, got 0.")
            .option(() -> ParameterGrid.of("a"), "ParameterGrid: give at least one value for \"a\".")
            .option(() -> ParameterGrid.of("a", 1).and("a", 2), "ParameterGrid: two parameters are named \"a\".")
            .option(() -> SearchSpace.of("a", ints(1, 2)).and("a", ints(1, 2)),
            "SearchSpace: two parameters are named \"a\".")
            .option(() -> uniform(2, 1),
            "uniform: the ends must be finite numbers, the lower one first, got 2.0 and 1.0.")
            .option(() -> uniform(Double.NaN, 1),
            "uniform: the ends must be finite numbers, the lower one first, got NaN and 1.0.")
            .option(() -> logUniform(0, 1), "logUniform: both ends must be greater than 0, got 0.0 and 1.0.")
            .option(() -> ints(3, 2), "ints: the least must not be above the greatest, got 3 and 2.")
            .option(() -> choice(), "choice: give at least one value.")
            .option(() -> ParameterGrid.of("a", 1).combinations().getFirst().number("b"),
            "There is no parameter \"b\"; there are a.");
    }

    private static WrongUse foldUses() {
        return WrongUse.of(KFold.class)
            .size(() -> kFold(4).split(labelled(0, 1, 2)),
            "kFold: 4 folds of 3 samples: each needs at least one; choose fewer folds.")
            .size(() -> stratifiedKFold(3).split(labelled(0, 0, 1)),
                "stratifiedKFold: 3 folds, but no class has more than 2 samples; choose fewer folds.")
            .size(() -> stratifiedKFold(2).split(targets(1)),
                "stratifiedKFold: needs class labels, but the targets of the data set are floats [1]; use kFold(2).")
            .option(() -> kFold(1), "kFold: at least 2 folds are needed, got 1.")
            .option(() -> stratifiedKFold(0), "stratifiedKFold: at least 2 folds are needed, got 0.");
    }

    private static WrongUse applicationUses() {
        return WrongUse.of(ResNet.class)
            .size(() -> Applications.vgg16().inputShape(8, 8, 3).model(),
                "MaxPooling2D \"block4_pool\": expects pictures of at least 2×2 for a pool of 2×2, got [batch, 1, 1, "
                + "512] from"
                    + " \"block4_conv3\"; use padding(SAME), a smaller poolSize or less pooling before.")
            .option(() -> Applications.resNet18().classes(0),
            "ResNet: the number of classes must be at least 1, got 0.")
            .option(() -> Applications.leNet5().classes(-1),
            "LeNet5: the number of classes must be at least 1, got -1.")
            .option(() -> Applications.resNet18().inputShape(0, 5, 3),
            "Shape [0, 5, 3]: every dimension must be at least 1.")
            .option(() -> Applications.vgg16().units(-1), "VGG: the units must be at least 0, got -1.")
            .option(() -> new ResNet(List.of(1, 0), 64, true, Shape.of(32, 32, 3), 10),
                "ResNet: expects at least one stage, of at least 1 block, got [1, 0].");
    }
}
