package dev.vectron.kernels;

/** Prints what the provider chose, and that it chooses once. */
final class ProviderProbe {
    private ProviderProbe() {}

    public static void main(String[] args) {
        Kernels first = KernelsProvider.best();
        Kernels second = KernelsProvider.best();
        System.out.println("best: " + KernelsProvider.describe() + ", again the same: " + first.equals(second));
    }
}
