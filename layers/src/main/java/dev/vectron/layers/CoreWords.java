package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.store.Registry;
import dev.vectron.tensor.Shape;

/** The words for inputs, dense layers; {@link Layers} inherits them. */
abstract class CoreWords {
    CoreWords() {}

    /**
     * An input of a model: the first argument of {@code Sequential.of}, or the first node of a functional model.
     *
     * @param shape the shape of one sample, without the batch axis: {@code 28, 28, 1}
     * @return the node
     */
    public static Node input(int... shape) {
        return Node.input(Shape.of(shape));
    }

    /**
     * An input of a model, with a name.
     *
     * @param name the name in the model
     * @param shape the shape of one sample, without the batch axis
     * @return the node
     */
    public static Node input(String name, int... shape) {
        return Node.input(name, Shape.of(shape));
    }

    /**
     * A fully connected layer.
     *
     * @param units outputs
     * @return the layer
     */
    public static Dense dense(int units) {
        return new Dense(units);
    }

    /** Adds the factories for files. */
    static void registerCore(Registry<Layer> types) {
        types.register("Dense", Dense::fromConfig);
    }
}
