package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.cropping1D;
import static dev.vectron.layers.Layers.cropping2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.permute;
import static dev.vectron.layers.Layers.repeatVector;
import static dev.vectron.layers.Layers.reshape;
import static dev.vectron.layers.Layers.upSampling1D;
import static dev.vectron.layers.Layers.upSampling2D;
import static dev.vectron.layers.Layers.zeroPadding1D;
import static dev.vectron.layers.Layers.zeroPadding2D;

import dev.vectron.models.Sequential;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of layers that move values. */
final class WrongReshaping {
    private static final String ANY_SIZE = "takes any size";

    private WrongReshaping() {}

    static List<WrongUse> all() {
        return List.of(
            WrongUse.of(reshape(3).getClass())
                .oneInput(reshape(3), 3)
                .size(() -> Sequential.of(input(10), reshape(3, 3)),
                    "Reshape \"reshape\": expects 9 values for the target shape [3, 3], got [batch, 10] from "
                    + "\"input\"; these are"
                        + " 10; choose a target shape with that product.")
                .size(() -> Sequential.of(input(10), reshape(3, -1)),
                    "Reshape \"reshape\": expects a multiple of 3 values for the target shape [3, -1], got [batch, "
                    + "10] from"
                        + " \"input\"; these are 10; choose a target shape with that product.")
                .option(() -> reshape(-1, 2, -1),
                    "Reshape: the target shape takes sizes of at least 1, and -1 for one of them, got [-1, 2, -1]; "
                    + "leave the batch"
                        + " axis out.")
                .option(() -> reshape(0, 2),
                    "Reshape: the target shape takes sizes of at least 1, and -1 for one of them, got [0, 2]; leave "
                    + "the batch axis"
                        + " out.")
                .size(() -> Sequential.of(input(10), reshape(100_000, 100_000)),
                    "Reshape \"reshape\": expects 10000000000 values for the target shape [100000, 100000], got "
                    + "[batch, 10] from"
                        + " \"input\"; these are 10; choose a target shape with that product."),
            WrongUse.of(permute(1).getClass())
                .oneInput(permute(1), 3)
                .rank(() -> Sequential.of(input(4, 5, 6), permute(2, 1)),
                    "Permute \"permute\": expects 2 axes behind the batch for the order [2, 1], got [batch, 4, 5, 6] "
                    + "from"
                        + " \"input\"; name each of its axes once, beginning with 1.")
                .without(Aspect.SIZE, ANY_SIZE)
                .option(() -> permute(1, 1),
                "Permute: takes the axes 1 to n in some order, got [1, 1]; the batch is axis 0 and stays.")
                .option(() -> permute(0, 1),
                "Permute: takes the axes 1 to n in some order, got [0, 1]; the batch is axis 0 and stays.")
                .option(() -> permute(),
                "Permute: takes the axes 1 to n in some order, got []; the batch is axis 0 and stays."),
            WrongUse.of(repeatVector(2).getClass())
                .oneInput(repeatVector(2), 3)
                .rank(() -> Sequential.of(input(4, 5), repeatVector(2)),
                    "RepeatVector \"repeat_vector\": expects [batch, features], got [batch, 4, 5] from \"input\"; "
                    + "put flatten()"
                        + " between them, or let a recurrent layer return its last output only.")
                .without(Aspect.SIZE, ANY_SIZE)
                .option(() -> repeatVector(0), "RepeatVector: n must be at least 1, got 0."),
            WrongUse.ofPictures(zeroPadding2D(1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> zeroPadding2D(-1),
                    "ZeroPadding2D: padding must be from 0 to 16777216, got -1 above, -1 below, -1 on the left, -1 "
                    + "on the right.")
                .option(() -> zeroPadding2D(0, 0, 0, -1),
                    "ZeroPadding2D: padding must be from 0 to 16777216, got 0 above, 0 below, 0 on the left, -1 on "
                    + "the right."),
            WrongUse.ofPictures(cropping2D(1))
                .size(() -> Sequential.of(input(4, 5, 6), cropping2D(2)),
                    "Cropping2D \"cropping2d\": expects pictures larger than 4×4, which are cut off, got [batch, 4, "
                    + "5, 6] from"
                        + " \"input\"; cut off less.")
                .option(() -> cropping2D(Integer.MAX_VALUE),
                    "Cropping2D: cropping must be from 0 to 16777216, got 2147483647 above, 2147483647 below, "
                    + "2147483647 on the"
                        + " left, 2147483647 on the right.")
                .option(() -> cropping2D(-1),
                    "Cropping2D: cropping must be from 0 to 16777216, got -1 above, -1 below, -1 on the left, -1 on "
                    + "the right."),
            WrongUse.ofSequences(zeroPadding1D(1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> zeroPadding1D(Integer.MAX_VALUE),
                    "ZeroPadding1D: steps must be from 0 to 16777216, got 2147483647 at the beginning and 2147483647 "
                    + "at the end.")
                .option(() -> zeroPadding1D(-1),
                "ZeroPadding1D: steps must be from 0 to 16777216, got -1 at the beginning and -1 at the end."),
            WrongUse.ofSequences(cropping1D(1))
                .size(() -> Sequential.of(input(4, 5), cropping1D(2)),
                    "Cropping1D \"cropping1d\": expects sequences of more than 4 steps, which are cut off, got "
                    + "[batch, 4, 5] from"
                        + " \"input\"; cut off less.")
                .option(() -> cropping1D(0, -1),
                "Cropping1D: steps must be from 0 to 16777216, got 0 at the beginning and -1 at the end."),
            WrongUse.ofPictures(upSampling2D(2)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> upSampling2D(0), "UpSampling2D: size must be at least 1, got 0×0.")
                .option(() -> upSampling2D(2).interpolation(null),
                    "UpSampling2D: interpolation must not be null; use NEAREST or BILINEAR."),
            WrongUse.ofSequences(upSampling1D(2)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> upSampling1D(0), "UpSampling1D: size must be at least 1, got 0."));
    }
}
