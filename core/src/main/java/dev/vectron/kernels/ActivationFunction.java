package dev.vectron.kernels;

/**
 * Elementwise functions that a kernel can apply in its last write, and whose derivative follows from the output alone.
 *
 * <p>Each is y = f(x; a) with one parameter a (only LEAKY_RELU uses it); its gradient is computed from y:
 * <ul>
 *   <li>LINEAR: y = x; y' = 1
 *   <li>RELU: y = max(x, 0); y' = 1 where y &gt; 0, else 0 (so 0 at x = 0)
 *   <li>LEAKY_RELU: y = x where x &gt; 0, else a·x with a ≥ 0; y' = 1 where y &gt; 0, else a
 *   <li>SIGMOID: y = 1 / (1 + exp(−x)); y' = y·(1 − y)
 *   <li>TANH: y = tanh(x); y' = 1 − y²
 * </ul>
 */
public enum ActivationFunction {
    /** y = x. */
    LINEAR,
    /** y = max(x, 0). */
    RELU,
    /** y = x where x &gt; 0, else a·x. */
    LEAKY_RELU,
    /** y = 1 / (1 + exp(−x)). */
    SIGMOID,
    /** y = tanh(x). */
    TANH
}
