package dev.vectron.data;

import dev.vectron.tensor.Shape;

/** A data set with the inputs or the targets of another one behind its own; sample i of both belong together. */
final class JoinedDataset extends DatasetView {
    private final Dataset other;
    private final boolean joinsInputs;
    private final int own;

    JoinedDataset(Dataset source, Dataset other, boolean joinsInputs) {
        super(source);
        if (source.size() != other.size()) {
            throw new DataException((joinsInputs ? "withInput" : "withTarget") + ": the data sets have " + source.size()
                    + " and " + other.size() + " samples; sample i of both must belong together.");
        }
        this.other = other;
        this.joinsInputs = joinsInputs;
        this.own = joinsInputs ? source.inputs() : source.targets();
    }

    @Override
    int sourceIndex(int index) {
        return index;
    }

    @Override
    int randomViews() {
        return Math.max(super.randomViews(), randomViews(other));
    }

    private boolean isOthersInput(int input) {
        return joinsInputs && input >= own;
    }

    private boolean isOthersTarget(int target) {
        return !joinsInputs && target >= own;
    }

    @Override
    public int inputs() {
        return source.inputs() + (joinsInputs ? other.inputs() : 0);
    }

    @Override
    public Shape inputShape(int input) {
        return isOthersInput(input) ? other.inputShape(input - own) : source.inputShape(input);
    }

    @Override
    public void readInput(int input, int index, Epoch epoch, float[] to, int at) {
        if (isOthersInput(input)) {
            other.readInput(input - own, index, epoch, to, at);
        } else {
            source.readInput(input, index, epoch, to, at);
        }
    }

    @Override
    public int targets() {
        return source.targets() + (joinsInputs ? 0 : other.targets());
    }

    @Override
    public boolean hasLabels(int target) {
        return isOthersTarget(target) ? other.hasLabels(target - own) : source.hasLabels(target);
    }

    @Override
    public Shape targetShape(int target) {
        return isOthersTarget(target) ? other.targetShape(target - own) : source.targetShape(target);
    }

    @Override
    public void readTarget(int target, int index, Epoch epoch, float[] to, int at) {
        if (isOthersTarget(target)) {
            other.readTarget(target - own, index, epoch, to, at);
        } else {
            source.readTarget(target, index, epoch, to, at);
        }
    }

    @Override
    public void readLabels(int target, int index, int[] to, int at) {
        if (isOthersTarget(target)) {
            other.readLabels(target - own, index, to, at);
        } else {
            source.readLabels(target, index, to, at);
        }
    }

    @Override
    public String toString() {
        return source + " with " + other;
    }
}
