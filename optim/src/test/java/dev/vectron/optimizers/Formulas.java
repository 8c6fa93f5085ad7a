package dev.vectron.optimizers;

/**
 * The optimizers' formulas for one weight, in double and one step after the other: what the steps are compared with.
 */
final class Formulas {
    private final Optimizer optimizer;
    private final double rate;
    private double w;
    private double m;
    private double v;
    private double third;
    private double product = 1;
    private int t;

    Formulas(Optimizer optimizer, double w) {
        this.optimizer = optimizer;
        this.rate = optimizer.learningRate();
        this.w = w;
        this.v = optimizer instanceof Adagrad o ? o.initialAccumulatorValue() : 0;
    }

    /** {@return the weight after a step with a gradient} */
    double step(double g) {
        t++;
        w -= rate * optimizer.options().weightDecay().rate() * w;
        switch (optimizer) {
            case Sgd o -> {
                m = o.momentum() * m - rate * g;
                w += o.usesNesterov() ? o.momentum() * m - rate * g : m;
            }
            case Adam o -> {
                moments(o.beta1(), o.beta2(), g);
                third = o.usesAmsgrad() ? Math.max(third, v) : v;
                double alpha = rate * Math.sqrt(1 - Math.pow(o.beta2(), t)) / (1 - Math.pow(o.beta1(), t));
                w -= alpha * m / (Math.sqrt(third) + o.epsilon());
            }
            case Nadam o -> {
                moments(o.beta1(), o.beta2(), g);
                double u = o.beta1() * (1 - 0.5 * Math.pow(0.96, t));
                double next = o.beta1() * (1 - 0.5 * Math.pow(0.96, t + 1));
                product *= u;
                double ahead = next * m / (1 - product * next) + (1 - u) * g / (1 - product);
                w -= rate * ahead / (Math.sqrt(v / (1 - Math.pow(o.beta2(), t))) + o.epsilon());
            }
            case Adamax o -> {
                m += (1 - o.beta1()) * (g - m);
                v = Math.max(o.beta2() * v, Math.abs(g));
                w -= rate / (1 - Math.pow(o.beta1(), t)) * m / (v + o.epsilon());
            }
            case RmsProp o -> {
                v = o.rho() * v + (1 - o.rho()) * g * g;
                third = o.rho() * third + (1 - o.rho()) * g;
                double under = o.isCentered() ? v - third * third : v;
                m = o.momentum() * m + rate * g / Math.sqrt(under + o.epsilon());
                w -= m;
            }
            case Adagrad o -> {
                v += g * g;
                w -= rate * g / Math.sqrt(v + o.epsilon());
            }
            case Adadelta o -> {
                v = o.rho() * v + (1 - o.rho()) * g * g;
                double change = Math.sqrt(m + o.epsilon()) / Math.sqrt(v + o.epsilon()) * g;
                m = o.rho() * m + (1 - o.rho()) * change * change;
                w -= rate * change;
            }
            case Lion o -> {
                w -= rate * Math.signum(o.beta1() * m + (1 - o.beta1()) * g);
                m = o.beta2() * m + (1 - o.beta2()) * g;
            }
            default -> throw new AssertionError(optimizer);
        }
        return w;
    }

    private void moments(double beta1, double beta2, double g) {
        m += (1 - beta1) * (g - m);
        v += (1 - beta2) * (g * g - v);
    }
}
