package dev.vectron.data;

/**
 * Samples blended with others in training: share · sample + (1 − share) · other, the share from the beta distribution
 * of parameters (alpha, alpha), which prefers shares close to 0 and 1.
 *
 * <p>Source: Zhang, Cissé, Dauphin, Lopez-Paz, "mixup: Beyond Empirical Risk Minimization" (2018).
 */
final class MixUpDataset extends MixedDataset {
    private final double alpha;

    MixUpDataset(Dataset source, double alpha) {
        super(source, "mixUp");
        if (!(alpha > 0 && alpha <= 1)) {
            throw new DataException("mixUp: alpha must be above 0 and at most 1, got " + alpha + ".");
        }
        this.alpha = alpha;
    }

    @Override
    float share(long key) {
        return Beta.draw(key, SHARE, alpha);
    }

    @Override
    void mixInput(long key, int input, float[] other, float[] to, int at) {
        mix(share(key), inputShape(input).size(), other, to, at);
    }

    @Override
    public String toString() {
        return source + " (mixed up)";
    }
}
