package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.averagePooling1D;
import static dev.vectron.layers.Layers.averagePooling2D;
import static dev.vectron.layers.Layers.globalAveragePooling1D;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.globalMaxPooling1D;
import static dev.vectron.layers.Layers.globalMaxPooling2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling1D;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Padding.CAUSAL;

import dev.vectron.models.Sequential;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of pooling. */
final class WrongPooling {
    private static final String ALL_SIZES = "takes the whole picture or sequence, however large";

    private WrongPooling() {}

    static List<WrongUse> all() {
        return List.of(
            WrongUse.ofPictures(maxPooling2D(2))
                .size(() -> Sequential.of(input(3, 1, 1), maxPooling2D(2)),
                    "MaxPooling2D \"max_pooling2d\": expects pictures of at least 2×2 for a pool of 2×2, got [batch, "
                    + "3, 1, 1] from"
                        + " \"input\"; use padding(SAME), a smaller poolSize or less pooling before.")
                .option(() -> maxPooling2D(0), "MaxPooling2D: poolSize must be at least 1, got 0×0.")
                .option(() -> maxPooling2D(2).strides(0, 1), "MaxPooling2D: strides must be at least 1, got 0×1.")
                .option(() -> maxPooling2D(2).padding(CAUSAL),
                "MaxPooling2D: padding CAUSAL is for conv1D; use VALID or SAME.")
                .option(() -> maxPooling2D(2).padding(null),
                "MaxPooling2D: padding must not be null; use VALID for none."),
            WrongUse.ofPictures(averagePooling2D(2))
                .size(() -> Sequential.of(input(3, 1, 1), averagePooling2D(2)),
                    "AveragePooling2D \"average_pooling2d\": expects pictures of at least 2×2 for a pool of 2×2, got "
                    + "[batch, 3, 1,"
                        + " 1] from \"input\"; use padding(SAME), a smaller poolSize or less pooling before.")
                .option(() -> averagePooling2D(2, -2), "AveragePooling2D: poolSize must be at least 1, got 2×-2.")
                .option(() -> averagePooling2D(2).strides(0), "AveragePooling2D: strides must be at least 1, got 0×0.")
                .option(() -> averagePooling2D(2).padding(CAUSAL),
                "AveragePooling2D: padding CAUSAL is for conv1D; use VALID or SAME."),
            WrongUse.ofSequences(maxPooling1D(2)).oneInput(maxPooling1D(2), 4, 3)
                .size(() -> Sequential.of(input(3, 2), maxPooling1D(4)),
                    "MaxPooling1D \"max_pooling1d\": expects sequences of at least 4 steps for a pool of 4, got "
                    + "[batch, 3, 2] from"
                        + " \"input\"; use padding(SAME), a smaller pool or longer sequences.")
                .option(() -> maxPooling1D(0), "MaxPooling1D: poolSize must be at least 1, got 0.")
                .option(() -> maxPooling1D(2).strides(0), "MaxPooling1D: strides must be at least 1, got 0.")
                .option(() -> maxPooling1D(2).padding(CAUSAL),
                "MaxPooling1D: padding CAUSAL is for conv1D; use VALID or SAME."),
            WrongUse.ofSequences(averagePooling1D(2)).oneInput(averagePooling1D(2), 4, 3)
                .size(() -> Sequential.of(input(3, 2), averagePooling1D(4)),
                    "AveragePooling1D \"average_pooling1d\": expects sequences of at least 4 steps for a pool of 4, "
                    + "got [batch, 3,"
                        + " 2] from \"input\"; use padding(SAME), a smaller pool or longer sequences.")
                .option(() -> averagePooling1D(0), "AveragePooling1D: poolSize must be at least 1, got 0.")
                .option(() -> averagePooling1D(2).strides(-1), "AveragePooling1D: strides must be at least 1, got -1.")
                .option(() -> averagePooling1D(2).padding(CAUSAL),
                "AveragePooling1D: padding CAUSAL is for conv1D; use VALID or SAME."),
            WrongUse.ofPictures(globalMaxPooling2D()).without(Aspect.SIZE, ALL_SIZES)
            .without(Aspect.OPTION, "has only a switch"),
            WrongUse.ofPictures(globalAveragePooling2D()).without(Aspect.SIZE, ALL_SIZES)
            .without(Aspect.OPTION, "has only a switch"),
            WrongUse.ofSequences(globalMaxPooling1D()).without(Aspect.SIZE, ALL_SIZES)
            .without(Aspect.OPTION, "has only a switch"),
            WrongUse.ofSequences(globalAveragePooling1D()).without(Aspect.SIZE, ALL_SIZES)
            .without(Aspect.OPTION, "has only a switch"));
    }
}
