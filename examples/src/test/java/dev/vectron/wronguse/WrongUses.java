package dev.vectron.wronguse;

import java.util.List;
import java.util.stream.Stream;

/** All wrong uses that are tried. */
public final class WrongUses {
    private WrongUses() {}

    /** Those of every class. */
    public static List<WrongUse> all() {
        return Stream.of(WrongCore.all(), WrongConvolutions.all(), WrongPooling.all(), WrongRegularization.all(),
            WrongReshaping.all(),
            WrongMerging.all(), WrongRecurrent.all(), WrongAugmentation.all(), WrongLosses.all(), WrongWeights.all(),
            WrongMetrics.all(),
            WrongOptimizers.all(), WrongCallbacks.all(), WrongTraining.all()).flatMap(List::stream).toList();
    }
}
