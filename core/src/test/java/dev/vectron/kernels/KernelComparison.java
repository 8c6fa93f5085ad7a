package dev.vectron.kernels;

/**
 * Compares the Vector API kernels with the scalar ones, bit for bit, at the width that {@code -Dvectron.lanes} gives: a
 * program of its own, because the width is fixed for a process. Prints the mismatches and exits with 1 if there are
 * any.
 */
final class KernelComparison {
    private KernelComparison() {}

    static Trial run() {
        Trial trial = new Trial(new ScalarKernels(), new VectorKernels());
        GemmTrials.run(trial);
        ConvolutionTrials.run(trial);
        DepthwiseTrials.run(trial);
        ElementwiseTrials.run(trial);
        RowTrials.run(trial);
        return trial;
    }

    public static void main(String[] args) {
        Trial trial = run();
        trial.mismatches().forEach(System.out::println);
        System.out.println(trial.runs() + " comparisons with " + VectorLanes.LANES + " lanes, "
                + trial.mismatches().size() + " mismatches");
        System.exit(trial.mismatches().isEmpty() ? 0 : 1);
    }
}
