package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.layers.regularization.ActivityRegularization;
import dev.vectron.layers.regularization.AlphaDropout;
import dev.vectron.layers.regularization.GaussianDropout;
import dev.vectron.layers.regularization.GaussianNoise;
import dev.vectron.layers.regularization.SpatialDropout1D;
import dev.vectron.layers.regularization.SpatialDropout2D;
import dev.vectron.store.Registry;

/** The words for layers against overfitting; {@link Layers} inherits them. */
abstract class RegularizationWords extends NormalizationWords {
    RegularizationWords() {}

    /**
     * Drops values in training.
     *
     * @param rate the share of values to drop, 0 ≤ rate &lt; 1
     * @return the layer; {@code .noiseShape(…)} for values that share what is drawn
     */
    public static Dropout dropout(double rate) {
        return new Dropout((float) rate);
    }

    /**
     * Drops whole channels of sequences in training.
     *
     * @param rate the share of channels to drop, 0 ≤ rate &lt; 1
     * @return the layer
     */
    public static SpatialDropout1D spatialDropout1D(double rate) {
        return new SpatialDropout1D((float) rate);
    }

    /**
     * Drops whole channels of pictures in training.
     *
     * @param rate the share of channels to drop, 0 ≤ rate &lt; 1
     * @return the layer
     */
    public static SpatialDropout2D spatialDropout2D(double rate) {
        return new SpatialDropout2D((float) rate);
    }

    /**
     * Adds normally distributed noise in training.
     *
     * @param stddev its standard deviation, at least 0
     * @return the layer
     */
    public static GaussianNoise gaussianNoise(double stddev) {
        return new GaussianNoise((float) stddev);
    }

    /**
     * Multiplies by normally distributed numbers around 1 in training.
     *
     * @param rate as of {@link #dropout}, 0 ≤ rate &lt; 1
     * @return the layer
     */
    public static GaussianDropout gaussianDropout(double rate) {
        return new GaussianDropout((float) rate);
    }

    /**
     * Drops values in training and keeps mean and variance, for networks of SELU.
     *
     * @param rate the share of values to drop, 0 ≤ rate &lt; 1
     * @return the layer
     */
    public static AlphaDropout alphaDropout(double rate) {
        return new AlphaDropout((float) rate);
    }

    /**
     * Adds to the loss what the values cost.
     *
     * @param l1 the factor of absolute values, at least 0
     * @param l2 the factor of squares, at least 0
     * @return the layer
     */
    public static ActivityRegularization activityRegularization(double l1, double l2) {
        return new ActivityRegularization(l1, l2);
    }

    /**
     * Drops connections of a layer in training, others for each batch.
     *
     * @param rate the share of weights to drop, 0 ≤ rate &lt; 1
     * @param layer a dense layer or a convolution
     * @return the layer
     */
    public static DropConnect dropConnect(double rate, Layer layer) {
        return new DropConnect((float) rate, layer);
    }

    /** Adds the factories for files. */
    static void registerRegularization(Registry<Layer> types) {
        types.register("Dropout", Dropout::fromConfig);
        types.register("SpatialDropout1D", SpatialDropout1D::fromConfig);
        types.register("SpatialDropout2D", SpatialDropout2D::fromConfig);
        types.register("GaussianNoise", GaussianNoise::fromConfig);
        types.register("GaussianDropout", GaussianDropout::fromConfig);
        types.register("AlphaDropout", AlphaDropout::fromConfig);
        types.register("ActivityRegularization", ActivityRegularization::fromConfig);
        types.register("DropConnect", DropConnect::fromConfig);
    }
}
