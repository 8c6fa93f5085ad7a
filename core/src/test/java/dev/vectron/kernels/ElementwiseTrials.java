package dev.vectron.kernels;

/** Activations, scales, dropout and optimizer steps at lengths around the vectors' widths, in place and not. */
final class ElementwiseTrials {
    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 100, 1000};

    private final Trial trial;

    ElementwiseTrials(Trial trial) {
        this.trial = trial;
    }

    static void run(Trial trial) {
        ElementwiseTrials trials = new ElementwiseTrials(trial);
        for (int n : LENGTHS) {
            for (int at = 0; at < 3; at++) {
                for (int beta = 0; beta < 2; beta++) {
                    for (ActivationFunction f : ActivationFunction.values()) {
                        trials.activate(f, n, at, beta == 1);
                        trials.activateGradient(f, n, at, beta);
                    }
                    for (GatedFunction f : GatedFunction.values()) {
                        trials.gate(f, n, at, beta == 1);
                        trials.gateDerivative(f, n, at);
                    }
                    trials.sums(n, at, beta);
                    trials.slopes(n, at, beta);
                    trials.dropout(n, at, beta);
                    OptimizerTrials.run(trial, n, at, beta == 1);
                }
            }
        }
        trials.functions();
    }

    private void activate(ActivationFunction f, int n, int at, boolean inPlace) {
        float[] x = scaled(trial.valuesWithSpecials(at + n + 3, 8), 20f);
        float[] y = trial.values(at + n + 3);
        trial.compare("activate " + f + " " + n, new float[][] {x, y}, inPlace ? 0 : 1, Trial.range(at, n), 0, (kernels,
                a, scratch) ->
                kernels.activate(f, 0.3f, n, a[0], at, inPlace ? a[0] : a[1], at));
    }

    private void gate(GatedFunction f, int n, int at, boolean inPlace) {
        float[] x = scaled(trial.valuesWithSpecials(at + n + 3, 8), 20f);
        float[] y = trial.values(at + n + 3);
        trial.compare("gate " + f + " " + n, new float[][] {x, y}, inPlace ? 0 : 1, Trial.range(at, n), 0, (kernels,
                a, scratch) ->
                kernels.gate(f, n, a[0], at, inPlace ? a[0] : a[1], at));
    }

    private void gateDerivative(GatedFunction f, int n, int at) {
        float[] x = scaled(trial.valuesWithSpecials(at + n, 8), 20f);
        float[] y = trial.values(at + n + 3);
        trial.compare("gateDerivative " + f + " " + n, new float[][] {x, y}, 1, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.gateDerivative(f, n, a[0], at, a[1], at));
    }

    /** All functions and derivatives over the whole range: every 977th float. */
    private void functions() {
        float[] x = new float[4_400_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(i * 977);
        }
        float[] y = new float[x.length];
        for (ActivationFunction f : ActivationFunction.values()) {
            trial.compare(f + " of every 977th float", new float[][] {x}, 0, Trial.range(0, x.length), 0, (kernels, a,
                    scratch) ->
                    kernels.activate(f, 0.7f, x.length, a[0], 0, a[0], 0));
        }
        for (GatedFunction f : GatedFunction.values()) {
            trial.compare(f + " of every 977th float", new float[][] {x}, 0, Trial.range(0, x.length), 0, (kernels, a,
                    scratch) ->
                    kernels.gate(f, x.length, a[0], 0, a[0], 0));
            trial.compare(f + "' of every 977th float", new float[][] {x, y}, 1, Trial.range(0, x.length), 0,
                    (kernels, a, scratch) ->
                    kernels.gateDerivative(f, x.length, a[0], 0, a[1], 0));
        }
    }

    private void activateGradient(ActivationFunction f, int n, int at, int beta) {
        float[] y = trial.valuesWithSpecials(at + n, 8);
        float[] dY = trial.valuesWithSpecials(n + 2, 8);
        float[] dX = trial.valuesWithSpecials(at + n + 3, 8);
        trial.compare("activateGradient " + f + " " + n + " beta " + beta, new float[][] {y, dY, dX}, 2, Trial.range(at,
                n), 0,
                (kernels, a, scratch) -> kernels.activateGradient(f, 0.3f, n, a[0], at, a[1], 2, beta, a[2], at));
        trial.compare("activateGradient in place " + f + " " + n + " beta " + beta, new float[][] {y, dX}, 1,
                Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.activateGradient(f, 0.3f, n, a[0], at, a[1], at, beta, a[1], at));
    }

    private void sums(int n, int at, int beta) {
        float[] x = trial.valuesWithSpecials(at + n, 8);
        float[] y = trial.valuesWithSpecials(at + n + 3, 8);
        float[] z = trial.values(at + n + 3);
        trial.compare("scale " + n + " beta " + beta, new float[][] {x, y}, 1, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.scale(n, -0.7f, a[0], at, beta, a[1], at));
        trial.compare("scale in place " + n + " beta " + beta, new float[][] {y}, 0, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.scale(n, 1.3f, a[0], at, beta, a[0], at));
        trial.compare("affine " + n, new float[][] {x, y}, 1, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.affine(n, 1f / 255, -0.3f, a[0], at, a[1], at));
        trial.compare("add " + n, new float[][] {x, y, z}, 2, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.add(n, a[0], at, a[1], at, a[2], at));
        trial.compare("add in place " + n, new float[][] {x, y}, 1, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.add(n, a[0], at, a[1], at, a[1], at));
        trial.compare("multiply " + n, new float[][] {x, y, z}, 2, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.multiply(n, a[0], at, a[1], at, a[2], at));
        trial.compare("multiply in place " + n, new float[][] {x, y}, 1, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.multiply(n, a[0], at, a[1], at, a[1], at));
    }

    private void slopes(int n, int at, int beta) {
        float[] x = trial.valuesWithSpecials(at + n, 8);
        float[] slope = trial.values(at + n + 3);
        float[] dY = trial.valuesWithSpecials(at + n + 3, 8);
        float[] dX = trial.values(at + n + 3);
        trial.compare("bend " + n, new float[][] {slope, x, dX}, 2, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.bend(n, a[0], 2, a[1], at, a[2], at));
        trial.compare("bendGradient " + n + " beta " + beta, new float[][] {slope, x, dY, dX}, 3, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.bendGradient(n, a[0], 2, a[1], at, a[2], 2, beta, a[3], at));
        trial.compare("bendGradient in place " + n + " beta " + beta, new float[][] {slope, x, dY}, 2,
                Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.bendGradient(n, a[0], 2, a[1], at, a[2], at, beta, a[2], at));
        trial.compare("addSlopeGradient " + n, new float[][] {x, dY, dX}, 2, Trial.range(at, n), 0,
                (kernels, a, scratch) -> kernels.addSlopeGradient(n, a[0], at, a[1], 2, a[2], at));
    }

    private void dropout(int n, int at, int beta) {
        float[] x = trial.valuesWithSpecials(at + n, 8);
        float[] y = trial.valuesWithSpecials(at + n + 3, 8);
        float[] rates = {0f, 0.5f, 0.1f, 0.9999999f};
        long key = trial.random().nextLong();
        int counter = trial.random().nextInt();
        for (float rate : rates) {
            trial.compare("dropout " + rate + " of " + n + " beta " + beta, new float[][] {x, y}, 1, Trial.range(at, n),
                    0,
                    (kernels, a, scratch) -> kernels.dropout(n, rate, key, counter, a[0], at, beta, a[1], at));
        }
    }

    private static float[] scaled(float[] x, float factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
        return x;
    }
}
