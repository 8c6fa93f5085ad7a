package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;

/** Finds out why a loss is no longer a number, and says so. */
final class Divergence {
    private Divergence() {}

    /** Whether all weights and statistics are finite numbers. */
    static boolean isFinite(float[] values) {
        // The sum of x·0 is 0 for finite numbers and NaN otherwise; several sums keep the loop short of its latency.
        float a = 0;
        float b = 0;
        int i = 0;
        for (; i + 1 < values.length; i += 2) {
            a += values[i] * 0f;
            b += values[i + 1] * 0f;
        }
        for (; i < values.length; i++) {
            a += values[i] * 0f;
        }
        return a + b == 0;
    }

    /**
     * What happened and what to do, without a full stop.
     *
     * @param what that which is not finite: {@code Loss}
     * @param value its value
     * @param where {@code in epoch 3, batch 17}
     */
    static String describe(String what, double value, String where, double learningRate, String cause) {
        return what + " became " + (Double.isNaN(value) ? "NaN" : "infinite") + " " + where + " (learning rate "
                + learningRate + "); " + cause;
    }

    /** What is wrong with the present batch or the weights. */
    static String cause(Graph graph, Batches batches, Dataset data) {
        for (int i = 0; i < data.inputs(); i++) {
            int size = data.inputShape(i).size();
            int bad = notFinite(batches.inputs(i), batches.size() * size);
            if (bad >= 0) {
                return "sample " + batches.sampleNumbers()[bad / size] + " of the data has the input "
                        + batches.inputs(i)[bad] + " (value " + bad % size + "): fill or remove missing values";
            }
        }
        for (int t = 0; t < data.targets(); t++) {
            int size = data.targetShape(t).size();
            int bad = notFinite(batches.targets(t), batches.size() * size);
            if (bad >= 0) {
                return "sample " + batches.sampleNumbers()[bad / size] + " of the data has the target "
                        + batches.targets(t)[bad] + ": fill or remove missing values";
            }
        }
        return cause(graph);
    }

    /** What is wrong with the weights, when the data is not to blame. */
    static String cause(Graph graph) {
        for (Parameter p : graph.parameters()) {
            for (int i = p.at(); i < p.at() + p.size(); i++) {
                if (!Float.isFinite(p.values()[i])) {
                    return "the inputs are finite, but weight \"" + p.name() + "\" is " + p.values()[i]
                            + ": lower the learning rate";
                }
            }
        }
        return "inputs and weights are finite: lower the learning rate or scale the inputs";
    }

    static int notFinite(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(x[i])) {
                return i;
            }
        }
        return -1;
    }
}
