package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.store.Registry;

/** The words for layers of several inputs; {@link Layers} inherits them. */
abstract class MergingWords extends ReshapingWords {
    MergingWords() {}

    /** {@return a layer that adds its inputs} */
    public static Add add() {
        return new Add();
    }

    /**
     * The sum of nodes of one shape.
     *
     * @param inputs two or more nodes
     * @return the node of the sum
     */
    public static Node add(Node... inputs) {
        return Node.apply(new Add(), inputs);
    }

    /** {@return a layer that puts its inputs side by side along the last axis} */
    public static Concatenate concatenate() {
        return new Concatenate();
    }

    /**
     * Puts inputs side by side.
     *
     * @param axis the axis, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the layer
     */
    public static Concatenate concatenate(int axis) {
        return new Concatenate(axis);
    }

    /**
     * Nodes side by side along the last axis.
     *
     * @param inputs two or more nodes
     * @return the node of the result
     */
    public static Node concatenate(Node... inputs) {
        return Node.apply(new Concatenate(), inputs);
    }

    /** Adds the factories for files. */
    static void registerMerging(Registry<Layer> types) {
        types.register("Add", _ -> new Add());
        types.register("Concatenate", Concatenate::fromConfig);
    }
}
