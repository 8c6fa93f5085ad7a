package dev.vectron.data;

/** A data set whose samples count more or less in the loss. */
final class WeightedDataset extends DatasetView {
    private final float[] weights;

    WeightedDataset(Dataset source, float[] weights) {
        super(source);
        if (weights.length != source.size()) {
            throw new DataException("withSampleWeights: " + weights.length + " weights for " + source.size()
                    + " samples; each sample needs one.");
        }
        this.weights = weights.clone();
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Float.isInfinite(weights[i])) {
                throw new DataException("withSampleWeights: the weight of sample " + i + " is " + weights[i]
                        + "; weights are numbers of at least 0.");
            }
        }
    }

    @Override
    int sourceIndex(int index) {
        return index;
    }

    @Override
    public boolean hasSampleWeights() {
        return true;
    }

    @Override
    public float sampleWeight(int index) {
        return weights[index];
    }

    @Override
    public String toString() {
        return source + " (weighted)";
    }
}
