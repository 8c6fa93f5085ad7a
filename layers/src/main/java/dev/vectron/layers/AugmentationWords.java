package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.layers.augmentation.FlipMode;
import dev.vectron.layers.augmentation.Interval;
import dev.vectron.layers.augmentation.RandomBrightness;
import dev.vectron.layers.augmentation.RandomContrast;
import dev.vectron.layers.augmentation.RandomCrop;
import dev.vectron.layers.augmentation.RandomErasing;
import dev.vectron.layers.augmentation.RandomFlip;
import dev.vectron.layers.augmentation.RandomRotation;
import dev.vectron.layers.augmentation.RandomTranslation;
import dev.vectron.layers.augmentation.RandomZoom;
import dev.vectron.store.Registry;

/** The words for layers that vary pictures in training; {@link Layers} inherits them. */
abstract class AugmentationWords extends RecurrentWords {
    AugmentationWords() {}

    /** {@return a layer that flips pictures at random along both axes} */
    public static RandomFlip randomFlip() {
        return randomFlip(FlipMode.HORIZONTAL_AND_VERTICAL);
    }

    /**
     * Flips pictures at random.
     *
     * @param mode along which axes
     * @return the layer
     */
    public static RandomFlip randomFlip(FlipMode mode) {
        return new RandomFlip(mode);
    }

    /**
     * Shifts pictures at random.
     *
     * @param heightFactor the largest share of the height, up and down
     * @param widthFactor the largest share of the width, left and right
     * @return the layer
     */
    public static RandomTranslation randomTranslation(double heightFactor, double widthFactor) {
        return new RandomTranslation(heightFactor, widthFactor);
    }

    /**
     * Turns pictures at random.
     *
     * @param factor the largest part of a whole turn, either way
     * @return the layer
     */
    public static RandomRotation randomRotation(double factor) {
        return new RandomRotation(factor);
    }

    /**
     * Turns pictures at random.
     *
     * @param lower the smallest part of a whole turn, negative for clockwise
     * @param upper the largest
     * @return the layer
     */
    public static RandomRotation randomRotation(double lower, double upper) {
        return new RandomRotation(Interval.of("RandomRotation", "factor", lower, upper),
                randomRotation(0).resampling());
    }

    /**
     * Zooms pictures at random, both axes by the same factor.
     *
     * @param factor how far it goes from 1, in and out
     * @return the layer
     */
    public static RandomZoom randomZoom(double factor) {
        return new RandomZoom(factor);
    }

    /**
     * Zooms pictures at random, each axis by its own factor.
     *
     * @param heightFactor how far that of the rows goes from 1, in and out
     * @param widthFactor how far that of the columns goes from 1
     * @return the layer
     */
    public static RandomZoom randomZoom(double heightFactor, double widthFactor) {
        return new RandomZoom(heightFactor).widthFactor(-Math.abs(widthFactor), Math.abs(widthFactor));
    }

    /**
     * Cuts pieces from pictures at random places.
     *
     * @param height rows of the output
     * @param width columns of the output
     * @return the layer
     */
    public static RandomCrop randomCrop(int height, int width) {
        return new RandomCrop(height, width);
    }

    /**
     * Changes the contrast at random.
     *
     * @param factor how far the factor goes from 1, down and up
     * @return the layer, for values from 0 to 255
     */
    public static RandomContrast randomContrast(double factor) {
        return new RandomContrast(factor);
    }

    /**
     * Changes the contrast at random.
     *
     * @param lower how far the factor goes below 1
     * @param upper how far it goes above 1
     * @return the layer, for values from 0 to 255
     */
    public static RandomContrast randomContrast(double lower, double upper) {
        return new RandomContrast(lower, upper, Interval.BYTES);
    }

    /**
     * Makes pictures lighter or darker at random.
     *
     * @param factor the largest share of the range of values, either way
     * @return the layer, for values from 0 to 255
     */
    public static RandomBrightness randomBrightness(double factor) {
        return new RandomBrightness(factor);
    }

    /**
     * Makes pictures lighter or darker at random.
     *
     * @param lower the smallest share of the range of values, negative for darker
     * @param upper the largest
     * @return the layer, for values from 0 to 255
     */
    public static RandomBrightness randomBrightness(double lower, double upper) {
        return new RandomBrightness(Interval.of("RandomBrightness", "factor", lower, upper), Interval.BYTES);
    }

    /** {@return a layer that erases rectangles in every second picture, on the average} */
    public static RandomErasing randomErasing() {
        return randomErasing(1);
    }

    /**
     * Erases rectangles at random.
     *
     * @param factor the highest probability; it is drawn from 0 to this for each picture
     * @return the layer, for values from 0 to 255
     */
    public static RandomErasing randomErasing(double factor) {
        return new RandomErasing(factor);
    }

    /** Adds the factories for files. */
    static void registerAugmentation(Registry<Layer> types) {
        types.register("RandomFlip", RandomFlip::fromConfig);
        types.register("RandomTranslation", RandomTranslation::fromConfig);
        types.register("RandomRotation", RandomRotation::fromConfig);
        types.register("RandomZoom", RandomZoom::fromConfig);
        types.register("RandomCrop", RandomCrop::fromConfig);
        types.register("RandomContrast", RandomContrast::fromConfig);
        types.register("RandomBrightness", RandomBrightness::fromConfig);
        types.register("RandomErasing", RandomErasing::fromConfig);
    }
}
