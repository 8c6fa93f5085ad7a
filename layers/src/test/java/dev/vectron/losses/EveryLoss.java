package dev.vectron.losses;

import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.losses.Losses.binaryFocalCrossentropy;
import static dev.vectron.losses.Losses.categoricalCrossentropy;
import static dev.vectron.losses.Losses.categoricalFocalCrossentropy;
import static dev.vectron.losses.Losses.categoricalHinge;
import static dev.vectron.losses.Losses.cosineSimilarity;
import static dev.vectron.losses.Losses.hinge;
import static dev.vectron.losses.Losses.huber;
import static dev.vectron.losses.Losses.klDivergence;
import static dev.vectron.losses.Losses.logCosh;
import static dev.vectron.losses.Losses.meanAbsoluteError;
import static dev.vectron.losses.Losses.meanAbsolutePercentageError;
import static dev.vectron.losses.Losses.meanBiasError;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.losses.Losses.meanSquaredLogarithmicError;
import static dev.vectron.losses.Losses.poisson;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.losses.Losses.squaredHinge;

import dev.vectron.graph.Loss;
import java.util.stream.Stream;

/** All losses for tests of what is true of each, those with options also with options other than the defaults. */
public final class EveryLoss {
    private EveryLoss() {}

    /** {@return the losses} */
    public static Stream<Loss> stream() {
        return Stream.of(meanSquaredError(), meanAbsoluteError(), meanBiasError(), meanAbsolutePercentageError(),
                meanSquaredLogarithmicError(), huber(), huber().delta(0.3), logCosh(), poisson(), cosineSimilarity(),
                klDivergence(), hinge(), squaredHinge(), categoricalHinge(), binaryCrossentropy(),
                binaryCrossentropy().fromLogits(true).labelSmoothing(0.1), binaryFocalCrossentropy(),
                binaryFocalCrossentropy().fromLogits(true),
                binaryFocalCrossentropy().applyClassBalancing(true).alpha(0.3).gamma(1.5).labelSmoothing(0.1),
                categoricalCrossentropy(), categoricalCrossentropy().fromLogits(true).labelSmoothing(0.1),
                sparseCategoricalCrossentropy(), sparseCategoricalCrossentropy().fromLogits(true),
                sparseCategoricalCrossentropy().ignoreClass(255).labelSmoothing(0.1),
                categoricalFocalCrossentropy(), categoricalFocalCrossentropy().fromLogits(true),
                categoricalFocalCrossentropy().alpha(0.7).gamma(0.5).labelSmoothing(0.2));
    }
}
