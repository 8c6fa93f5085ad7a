package dev.vectron.check;

import dev.vectron.graph.Plan;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.BitSet;

/** Finds by moving an input element which outputs depend on it, then puts a NaN there: all of them must become NaN. */
final class NanDependence {
    private static final int BATCH = 2;
    private static final int ELEMENTS = 48;
    private static final float[] MOVES = {0.25f, -0.25f, 20, -20};

    private final LayerContract contract;
    private final LayerTrial trial;

    NanDependence(LayerContract contract, LayerTrial trial) {
        this.contract = contract;
        this.trial = trial;
    }

    void check() {
        check(trial.inference(BATCH, KernelsProvider.best()), "inference");
        check(trial.training(BATCH, KernelsProvider.best()), "training");
    }

    private void check(Plan plan, String mode) {
        for (int input = 0; input < trial.inputs.length; input++) {
            if (contract.indexBounds.get(input) == 0) {
                for (int place : places(input)) {
                    check(plan, mode, input, place);
                }
            }
        }
    }

    private int[] places(int input) {
        int[] all = new int[contract.inputs.get(input).size()];
        Arrays.setAll(all, i -> i);
        CounterRandom.shuffle(CounterRandom.key(contract.seed, 10, input, 0), all, all.length);
        return Arrays.copyOf(all, Math.min(all.length, ELEMENTS));
    }

    private void check(Plan plan, String mode, int input, int place) {
        float[] values = trial.inputs[input];
        float before = values[place];
        float[] plain = output(plan);
        BitSet dependent = new BitSet();
        for (float move : MOVES) {
            values[place] = before + move;
            float[] moved = output(plan);
            for (int i = 0; i < plain.length; i++) {
                if (plain[i] != moved[i]) {
                    dependent.set(i);
                }
            }
        }
        values[place] = Float.NaN;
        float[] spoilt = output(plan);
        values[place] = before;
        Shape shape = trial.graph.outputs().getFirst().shape().prepend(BATCH);
        for (int i = dependent.nextSetBit(0); i >= 0; i = dependent.nextSetBit(i + 1)) {
            ContractClauses.require(Float.isNaN(spoilt[i]), "in " + mode + " the output at " + Indices.of(shape, i)
                    + " depends on input " + input
                    + " at " + Indices.of(contract.inputs.get(input).prepend(BATCH), place) + ", but is " + spoilt[i]
                    + " when that is NaN.");
        }
    }

    private float[] output(Plan plan) {
        return trial.run(plan, 1, 0, BATCH).output();
    }
}
