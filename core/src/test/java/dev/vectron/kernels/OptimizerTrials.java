package dev.vectron.kernels;

/** The optimizer steps; a kernel that writes several arrays is compared once for each of them. */
final class OptimizerTrials {
    /** A step on weights, gradients and three slots, the last two without negative values. */
    private interface Step {
        void run(Kernels kernels, float[] w, float[] g, float[] m, float[] v, float[] u);
    }

    private final Trial trial;
    private final int n;
    private final int at;
    private final float[][] arrays;

    private OptimizerTrials(Trial trial, int n, int at) {
        this.trial = trial;
        this.n = n;
        this.at = at;
        this.arrays = new float[][] {trial.values(at + n + 3), trial.valuesWithSpecials(at + n + 3, 8),
                trial.values(at + n + 3), magnitudes(trial.values(at + n + 3)), magnitudes(trial.values(at + n + 3))};
    }

    private static float[] magnitudes(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.abs(x[i]);
        }
        return x;
    }

    static void run(Trial trial, int n, int at, boolean other) {
        OptimizerTrials trials = new OptimizerTrials(trial, n, at);
        float momentum = other ? 0.9f : 0f;
        trials.step("sgd", (k, w, g, m, v, u) -> k.sgd(n, 0.01f, w, g, at));
        trials.step("weight decay", (k, w, g, m, v, u) -> k.sgd(n, 0.01f, w, w, at));
        trials.step("momentum nesterov " + other, (k, w, g, m, v, u) -> k.momentum(n, 0.01f, 0.9f, other, w, g, m, at));
        trials.step("adam", (k, w, g, m, v, u) -> k.adam(n, 1e-3f, 0.1f, 1e-3f, 1e-7f, w, g, m, v, at));
        trials.step("amsgrad", (k, w, g, m, v, u) -> k.amsgrad(n, 1e-3f, 0.1f, 1e-3f, 1e-7f, w, g, m, v, u, at));
        trials.step("nadam", (k, w, g, m, v, u) ->
                k.nadam(n, 1e-3f, 2e-3f, 1.5f, 0.1f, 1e-3f, 1e-7f, w, g, m, v, at));
        trials.step("adamax", (k, w, g, m, v, u) -> k.adamax(n, 1e-3f, 0.1f, 0.999f, 1e-7f, w, g, m, v, at));
        trials.step("rmsprop " + momentum, (k, w, g, m, v, u) ->
                k.rmsprop(n, 1e-3f, 0.1f, momentum, 1e-7f, w, g, v, m, at));
        trials.step("centeredRmsprop " + momentum, (k, w, g, m, v, u) ->
                k.centeredRmsprop(n, 1e-3f, 0.1f, momentum, 1e-7f, w, g, v, u, m, at));
        trials.step("adagrad", (k, w, g, m, v, u) -> k.adagrad(n, 1e-3f, 1e-7f, w, g, v, at));
        trials.step("adadelta", (k, w, g, m, v, u) -> k.adadelta(n, 0.5f, 0.05f, 1e-7f, w, g, v, u, at));
        trials.step("lion", (k, w, g, m, v, u) -> k.lion(n, 1e-3f, 0.1f, 0.01f, w, g, m, at));
        trials.step("approach", (k, w, g, m, v, u) -> k.approach(n, 0.3f, g, w, at));
        trials.step("clip", (k, w, g, m, v, u) -> k.clip(n, 0.4f, g, w, at));
        trials.step("clip in place", (k, w, g, m, v, u) -> k.clip(n, 0.4f, g, g, at));
        trials.sum();
    }

    private void step(String name, Step step) {
        int size = at + n + 3;
        for (int i = 0; i < arrays.length; i++) {
            int shown = i;
            float[][] all = {arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], new float[size]};
            trial.compare(name + " " + n + " array " + i, all, 5, Trial.range(0, size), 0, (kernels, a, scratch) -> {
                float[][] c = {a[0].clone(), a[1].clone(), a[2].clone(), a[3].clone(), a[4].clone()};
                step.run(kernels, c[0], c[1], c[2], c[3], c[4]);
                System.arraycopy(c[shown], 0, a[5], 0, size);
            });
        }
    }

    /** The bits of a double are shown in two floats that are no NaN. */
    private void sum() {
        trial.compare("sumOfSquares " + n, new float[][] {arrays[1], new float[2]}, 1, Trial.range(0, 2), 0,
                (kernels, a, scratch) -> {
            long bits = Double.doubleToLongBits(kernels.sumOfSquares(n, a[0], at));
            a[1][0] = bits >>> 32;
            a[1][1] = bits & 0xFFFF_FFFFL;
        });
    }
}
