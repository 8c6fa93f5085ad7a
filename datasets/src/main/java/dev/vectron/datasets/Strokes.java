package dev.vectron.datasets;

import dev.vectron.random.CounterRandom;
import java.util.Arrays;

/**
 * Draws one figure as strokes into a square grey picture, with chance from one stream: where, how large, turned,
 * sheared, how thick, how dark, and noise. Only arithmetic that is the same on every machine is used ({@link
 * StrictMath}, square roots).
 */
final class Strokes {
    static final int SIDE = 28;
    private static final double LARGEST_TURN = StrictMath.toRadians(40);
    private static final double LARGEST_SHIFT = 5;

    private final float[] ink = new float[SIDE * SIDE];
    private long key;
    private int counter;
    private double a;
    private double b;
    private double c;
    private double d;
    private double shiftX;
    private double shiftY;
    private double halfThickness;

    /**
     * Draws one picture.
     *
     * @param figure polylines: x0, y0, x1, y1, … each, within −1…1
     * @param stream the random stream of this picture
     * @param to receives SIDE · SIDE bytes
     * @param at where they begin
     */
    void draw(double[][] figure, long stream, byte[] to, int at) {
        key = stream;
        counter = 0;
        Arrays.fill(ink, 0);
        chooseTransform();
        for (double[] line : figure) {
            stroke(line);
        }
        double darkness = between(130, 255);
        double noise = between(5, 30);
        int speckles = CounterRandom.below(key, counter++, 4);
        for (int i = 0; i < speckles; i++) {
            speckle();
        }
        for (int i = 0; i < ink.length; i++) {
            long grey = Math.round(darkness * ink[i] + noise * bell());
            to[at + i] = (byte) Math.clamp(grey, 0, 255);
        }
    }

    /** Scale, then shear, turn and shift: (x, y) → (a·x + b·y + shiftX, c·x + d·y + shiftY), in pixels. */
    private void chooseTransform() {
        double radiusX = between(5.5, 9.5);
        double radiusY = radiusX * between(0.8, 1.25);
        double turn = between(-LARGEST_TURN, LARGEST_TURN);
        double shear = between(-0.25, 0.25);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        a = radiusX * cos;
        b = radiusY * (shear * cos - sin);
        c = radiusX * sin;
        d = radiusY * (shear * sin + cos);
        shiftX = SIDE / 2.0 + between(-LARGEST_SHIFT, LARGEST_SHIFT);
        shiftY = SIDE / 2.0 + between(-LARGEST_SHIFT, LARGEST_SHIFT);
        halfThickness = between(0.6, 1.5);
    }

    private void stroke(double[] line) {
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < line.length; i += 2) {
            double x = line[i] + 0.03 * bell();
            double y = line[i + 1] + 0.03 * bell();
            double px = a * x + b * y + shiftX;
            double py = c * x + d * y + shiftY;
            if (i > 0) {
                segment(lastX, lastY, px, py, halfThickness);
            }
            lastX = px;
            lastY = py;
        }
    }

    /** A short stray stroke anywhere. */
    private void speckle() {
        double x = between(0, SIDE);
        double y = between(0, SIDE);
        segment(x, y, x + between(-2, 2), y + between(-2, 2), 0.6);
    }

    /** Covers the pixels around a segment; the edge is one pixel wide. */
    private void segment(double x0, double y0, double x1, double y1, double half) {
        double reach = half + 0.5;
        int left = Math.max(0, (int) Math.floor(Math.min(x0, x1) - reach));
        int right = Math.min(SIDE - 1, (int) Math.ceil(Math.max(x0, x1) + reach));
        int top = Math.max(0, (int) Math.floor(Math.min(y0, y1) - reach));
        int bottom = Math.min(SIDE - 1, (int) Math.ceil(Math.max(y0, y1) + reach));
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length2 = Math.max(dx * dx + dy * dy, 1e-12);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double px = x + 0.5 - x0;
                double py = y + 0.5 - y0;
                double t = Math.clamp((px * dx + py * dy) / length2, 0.0, 1.0);
                double ex = px - t * dx;
                double ey = py - t * dy;
                float cover = (float) Math.clamp(reach - Math.sqrt(ex * ex + ey * ey), 0.0, 1.0);
                ink[y * SIDE + x] = Math.max(ink[y * SIDE + x], cover);
            }
        }
    }

    private double between(double low, double high) {
        return low + (high - low) * CounterRandom.uniform(key, counter++);
    }

    /** Bell-shaped, mean 0 and deviation 1: the sum of four random bytes, which costs no logarithm. */
    private double bell() {
        int bits = CounterRandom.bits(key, counter++);
        int sum = (bits & 0xFF) + (bits >>> 8 & 0xFF) + (bits >>> 16 & 0xFF) + (bits >>> 24);
        return (sum - 510) / 147.8;
    }
}
