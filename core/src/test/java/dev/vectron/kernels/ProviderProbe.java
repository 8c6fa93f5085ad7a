package dev.vectron.kernels;

/** Prints what the provider chose, and that it chooses once. */
final class ProviderProbe {
    private ProviderProbe() {}

    public static void main(String[] args) {
        System.out.println("best: " + KernelsProvider.describe() + ", again the same: " + (KernelsProvider.best() == KernelsProvider.best()));
    }
}
