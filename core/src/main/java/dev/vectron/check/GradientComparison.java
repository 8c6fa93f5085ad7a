package dev.vectron.check;

import dev.vectron.check.Objective.Variable;
import dev.vectron.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numeric against computed gradients at one point. */
final class GradientComparison {
    private static final double[] STEPS = {1 / 32.0, 1 / 128.0, 1 / 512.0};
    /**
     * A tensor's gradients may be small beside the others'; rounding of the whole function then limits what can be
     * seen.
     */
    private static final double FLOOR = 1 / 20.0;
    private static final long CHOICE = 5;

    private final String title;
    private final Objective objective;
    private final int atMost;
    private final double bound;
    private final long seed;

    GradientComparison(String title, Objective objective, int atMost, double bound, long seed) {
        this.title = title;
        this.objective = objective;
        this.atMost = atMost;
        this.bound = bound;
        this.seed = seed;
    }

    /** Returns an empty string if all agrees, or what disagrees at a kink; throws if a gradient is wrong. */
    String disagreement() {
        List<Variable> variables = objective.differentiated(title);
        List<int[]> chosen = new ArrayList<>();
        List<double[]> numeric = new ArrayList<>();
        double largest = 0;
        for (Variable v : variables) {
            int[] places = places(v);
            double[] slopes = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                slopes[i] = fivePoint(v, places[i], STEPS[0]);
                largest = Math.max(largest, Math.abs(slopes[i]));
            }
            chosen.add(places);
            numeric.add(slopes);
        }
        String atKink = "";
        for (int i = 0; i < variables.size(); i++) {
            double own = Arrays.stream(numeric.get(i)).map(Math::abs).max().orElse(0);
            double allowed = bound * Math.max(own, FLOOR * largest);
            // Where nothing depends on anything, gradients are exactly 0.
            String kink = compare(variables.get(i), chosen.get(i), numeric.get(i), Math.max(allowed, Float.MIN_NORMAL));
            atKink = kink.isEmpty() ? atKink : kink;
        }
        return atKink;
    }

    private String compare(Variable v, int[] places, double[] numeric, double allowed) {
        String atKink = "";
        String worst = "";
        double worstError = 0;
        for (int i = 0; i < places.length; i++) {
            double error = smallestError(v, places[i], numeric[i], allowed);
            if (error <= allowed) {
                continue;
            }
            String shown = title + ": gradient of " + v.name() + " at " + Indices.of(v.shape(), places[i])
                    + ": backward gives "
                    + v.gradient()[places[i]] + ", numerically it is " + (float) numeric[i] + " (off by "
                    + (float) error + ", allowed are "
                    + (float) allowed + ").";
            if (Double.isFinite(error) && isKink(v, places[i], numeric[i], allowed)) {
                atKink = shown;
            } else if (worst.isEmpty() || error > worstError) {
                worst = shown;
                worstError = error;
            }
        }
        if (!worst.isEmpty()) {
            throw new AssertionError(worst);
        }
        return atKink;
    }

    /** A NaN counts as an infinite error. */
    private double smallestError(Variable v, int place, double numeric, double allowed) {
        double computed = v.gradient()[place];
        double error = Math.abs(computed - numeric);
        for (int s = 1; s < STEPS.length && error > allowed; s++) {
            error = Math.min(error, Math.abs(computed - fivePoint(v, place, STEPS[s])));
        }
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /**
     * Near a kink, estimates with different steps disagree; at the kink itself they agree, but the difference of the
     * two one-sided slopes stays, while it shrinks with the step where a function is smooth.
     */
    private boolean isKink(Variable v, int place, double numeric, double allowed) {
        double widest = 0;
        for (int s = 1; s < STEPS.length; s++) {
            widest = Math.max(widest, Math.abs(numeric - fivePoint(v, place, STEPS[s])));
        }
        double wide = slopeGap(v, place, STEPS[0]);
        double narrow = slopeGap(v, place, STEPS[2]);
        return widest > allowed || narrow > allowed && narrow > wide / 4;
    }

    private double slopeGap(Variable v, int place, double h) {
        return Math.abs(at(v, place, h) - 2 * objective.value() + at(v, place, -h)) / h;
    }

    private double fivePoint(Variable v, int place, double h) {
        return (8 * (at(v, place, h) - at(v, place, -h)) - (at(v, place, 2 * h) - at(v, place, -2 * h))) / (12 * h);
    }

    private double at(Variable v, int place, double move) {
        float before = v.values()[v.at() + place];
        v.values()[v.at() + place] = (float) (before + move);
        double value = objective.value();
        v.values()[v.at() + place] = before;
        return value;
    }

    private int[] places(Variable v) {
        int[] all = new int[v.shape().size()];
        Arrays.setAll(all, i -> i);
        if (all.length <= atMost) {
            return all;
        }
        CounterRandom.shuffle(CounterRandom.key(seed, CHOICE, all.length, 0), all, all.length);
        return Arrays.copyOf(all, atMost);
    }
}
