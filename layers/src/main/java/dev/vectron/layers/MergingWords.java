package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.merging.Average;
import dev.vectron.layers.merging.Dot;
import dev.vectron.layers.merging.Maximum;
import dev.vectron.layers.merging.Minimum;
import dev.vectron.layers.merging.Multiply;
import dev.vectron.layers.merging.Subtract;
import dev.vectron.layers.merging.Sum;
import dev.vectron.store.Registry;

/** The words for layers of several inputs; {@link Layers} inherits them. */
abstract class MergingWords extends ReshapingWords {
    MergingWords() {}

    /** {@return a layer that adds its inputs} */
    public static Add add() {
        return new Add();
    }

    /**
     * The sum of nodes of one shape, or of shapes that differ in axes of length 1, which are repeated.
     *
     * @param inputs two or more nodes
     * @return the node of the sum
     */
    public static Node add(Node... inputs) {
        return Node.apply(new Add(), inputs);
    }

    /** {@return a layer that subtracts its second input from its first} */
    public static Subtract subtract() {
        return new Subtract();
    }

    /**
     * The difference of two nodes: a − b.
     *
     * @param a a node
     * @param b what is subtracted
     * @return the node of the difference
     */
    public static Node subtract(Node a, Node b) {
        return Node.apply(new Subtract(), a, b);
    }

    /** {@return a layer that multiplies its inputs} */
    public static Multiply multiply() {
        return new Multiply();
    }

    /**
     * The product of nodes; axes of length 1 are repeated.
     *
     * @param inputs two or more nodes
     * @return the node of the result
     */
    public static Node multiply(Node... inputs) {
        return Node.apply(new Multiply(), inputs);
    }

    /** {@return a layer that takes the mean of its inputs} */
    public static Average average() {
        return new Average();
    }

    /**
     * The mean of nodes.
     *
     * @param inputs two or more nodes
     * @return the node of the result
     */
    public static Node average(Node... inputs) {
        return Node.apply(new Average(), inputs);
    }

    /** {@return a layer that takes the largest of its inputs, element by element} */
    public static Maximum maximum() {
        return new Maximum();
    }

    /**
     * The largest of nodes, element by element.
     *
     * @param inputs two or more nodes
     * @return the node of the result
     */
    public static Node maximum(Node... inputs) {
        return Node.apply(new Maximum(), inputs);
    }

    /** {@return a layer that takes the smallest of its inputs, element by element} */
    public static Minimum minimum() {
        return new Minimum();
    }

    /**
     * The smallest of nodes, element by element.
     *
     * @param inputs two or more nodes
     * @return the node of the result
     */
    public static Node minimum(Node... inputs) {
        return Node.apply(new Minimum(), inputs);
    }

    /**
     * Dot products of two inputs along the same axis of both; another of the second by {@link Dot#axes}.
     *
     * @param axes the axis, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the layer
     */
    public static Dot dot(int axes) {
        return new Dot(axes);
    }

    /**
     * Dot products of two nodes along an axis.
     *
     * @param a a node
     * @param b a node
     * @param axes the axis of both, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the node of the products
     */
    public static Node dot(Node a, Node b, int axes) {
        return Node.apply(new Dot(axes), a, b);
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
        types.register("Sum", _ -> new Sum());
        types.register("Subtract", _ -> new Subtract());
        types.register("Multiply", _ -> new Multiply());
        types.register("Average", _ -> new Average());
        types.register("Maximum", _ -> new Maximum());
        types.register("Minimum", _ -> new Minimum());
        types.register("Dot", Dot::fromConfig);
        types.register("Concatenate", Concatenate::fromConfig);
    }
}
