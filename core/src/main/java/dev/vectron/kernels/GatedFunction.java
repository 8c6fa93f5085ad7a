package dev.vectron.kernels;

/**
 * Elementwise functions y = x·g(x), whose gate g rises from 0 to 1. Their derivative does not follow from the output
 * (most outputs below 0 have two inputs), so that it is computed from x; the others are {@link ActivationFunction}s.
 *
 * <p>With σ(x) = 1 / (1 + exp(−x)), Φ the distribution function of the standard normal distribution and φ its density:
 * <ul>
 *   <li>SWISH: y = x·σ(x); y' = σ(x)·(1 + x·(1 − σ(x)))
 *   <li>GELU: y = x·Φ(x); y' = Φ(x) + x·φ(x)
 *   <li>GELU_TANH: y = x·σ(u), u = 2·√(2 / π)·(x + 0.044715·x³), which is x / 2·(1 + tanh(u / 2)); y' = σ(u)·(1 +
 *       x·(1 − σ(u))·u')
 *   <li>MISH: y = x·tanh(log(1 + exp(x))) = x·n / (n + 2), n = exp(x)·(exp(x) + 2); y' = n / (n + 2) + 4·x·exp(x)·(1 +
 *       exp(x)) / (n + 2)²
 *   <li>HARD_SWISH: y = x·min(max(x + 3, 0), 6) / 6; y' = x / 3 + 1 / 2 where −3 &lt; x &lt; 3, else that of the part
 * </ul>
 *
 * <p>Where y or y' is a limit, at ±∞ and where the gate is 0 or 1 in floats, it is that limit: −0 and 0, or x and 1.
 */
public enum GatedFunction {
    /** y = x·σ(x). */
    SWISH,
    /** y = x·Φ(x). */
    GELU,
    /** y = x / 2·(1 + tanh(√(2 / π)·(x + 0.044715·x³))). */
    GELU_TANH,
    /** y = x·tanh(log(1 + exp(x))). */
    MISH,
    /** y = x·min(max(x + 3, 0), 6) / 6. */
    HARD_SWISH
}
