package dev.vectron.training;

import dev.vectron.kernels.KernelsProvider;

/** A program that prints the lanes of this process's kernels and what the weights of a network are after two steps. */
final class ArchitectureWeights {
    private ArchitectureWeights() {}

    public static void main(String[] args) {
        System.out.println(KernelsProvider.best().lanes() + " "
                + SmallArchitecture.valueOf(args[0]).weightsAfterTwoSteps(2));
    }
}
