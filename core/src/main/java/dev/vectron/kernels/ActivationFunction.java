package dev.vectron.kernels;

/**
 * Elementwise functions that a kernel can apply in its last write, and whose derivative follows from the output alone.
 * Those whose derivative needs the input are {@link GatedFunction}s.
 *
 * <p>Each is y = f(x; a) with one parameter a, {@code slope} in the kernels; those that name no a below ignore it. The
 * gradient is computed from y:
 * <ul>
 *   <li>LINEAR: y = x; y' = 1
 *   <li>RELU: y = max(x, 0); y' = 1 where y &gt; 0, else 0 (so 0 at x = 0)
 *   <li>LEAKY_RELU: y = x where x &gt; 0, else a·x with a ≥ 0; y' = 1 where y &gt; 0, else a
 *   <li>CAPPED_RELU: y = min(max(x, 0), a) with a ≥ 0; y' = 1 where 0 &lt; y &lt; a, else 0
 *   <li>ELU: y = x where x &gt; 0, else a·(exp(x) − 1) with a ≥ 0; y' = 1 where y &gt; 0, else y + a
 *   <li>SELU: y = s·ELU(x; α), s = 1.0507010, α = 1.6732632; y' = s where y &gt; 0, else y + s·α
 *   <li>SIGMOID: y = 1 / (1 + exp(−x)); y' = y·(1 − y)
 *   <li>HARD_SIGMOID: y = min(max(x + 3, 0), 6) / 6; y' = 1 / 6 where 0 &lt; y &lt; 1, else 0
 *   <li>TANH: y = tanh(x); y' = 1 − y²
 *   <li>SOFTSIGN: y = x / (1 + |x|); y' = (1 − |y|)²
 *   <li>SOFTPLUS: y = log(1 + exp(x)) = max(x, 0) + log(1 + exp(−|x|)); y' = 1 − exp(−y)
 *   <li>EXPONENTIAL: y = exp(x); y' = y
 * </ul>
 */
public enum ActivationFunction {
    /** y = x. */
    LINEAR,
    /** y = max(x, 0). */
    RELU,
    /** y = x where x &gt; 0, else a·x. */
    LEAKY_RELU,
    /** y = min(max(x, 0), a). */
    CAPPED_RELU,
    /** y = x where x &gt; 0, else a·(exp(x) − 1). */
    ELU,
    /** y = s·x where x &gt; 0, else s·α·(exp(x) − 1), with two constants. */
    SELU,
    /** y = 1 / (1 + exp(−x)). */
    SIGMOID,
    /** y = min(max(x + 3, 0), 6) / 6. */
    HARD_SIGMOID,
    /** y = tanh(x). */
    TANH,
    /** y = x / (1 + |x|). */
    SOFTSIGN,
    /** y = log(1 + exp(x)). */
    SOFTPLUS,
    /** y = exp(x). */
    EXPONENTIAL
}
