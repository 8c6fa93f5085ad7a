package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.graph.NamedLayer;
import dev.vectron.graph.Node;
import dev.vectron.layers.recurrent.Bidirectional;
import dev.vectron.layers.recurrent.Embedding;
import dev.vectron.layers.recurrent.GRU;
import dev.vectron.layers.recurrent.LSTM;
import dev.vectron.layers.recurrent.Masking;
import dev.vectron.layers.recurrent.Recurrent;
import dev.vectron.layers.recurrent.SimpleRNN;
import dev.vectron.layers.recurrent.StatePart;
import dev.vectron.layers.recurrent.TimeDistributed;
import dev.vectron.store.Registry;
import org.jspecify.annotations.Nullable;

/** The words for recurrent layers; {@link Layers} inherits them. */
abstract class RecurrentWords extends MergingWords {
    RecurrentWords() {}

    /**
     * A simple recurrent layer.
     *
     * @param units size of the state
     * @return the layer
     */
    public static SimpleRNN simpleRNN(int units) {
        return new SimpleRNN(units);
    }

    /**
     * Long short-term memory.
     *
     * @param units size of each state
     * @return the layer
     */
    public static LSTM lstm(int units) {
        return new LSTM(units);
    }

    /**
     * A gated recurrent unit.
     *
     * @param units size of the state
     * @return the layer
     */
    public static GRU gru(int units) {
        return new GRU(units);
    }

    /**
     * A recurrent layer in both directions of time.
     *
     * @param layer the forward layer; the backward one is like it
     * @return the layer
     */
    public static Bidirectional bidirectional(Recurrent<?> layer) {
        return new Bidirectional(layer);
    }

    /**
     * A layer applied to every step by itself.
     *
     * @param layer what is applied
     * @return the layer
     */
    public static TimeDistributed timeDistributed(Layer layer) {
        return new TimeDistributed(layer);
    }

    /**
     * A vector for each token.
     *
     * @param inputDim how many tokens there are
     * @param outputDim floats of a vector
     * @return the layer
     */
    public static Embedding embedding(int inputDim, int outputDim) {
        return new Embedding(inputDim, outputDim);
    }

    /** {@return a layer that marks steps of zeros as padding} */
    public static Masking masking() {
        return masking(0);
    }

    /**
     * A layer that marks steps as padding.
     *
     * @param maskValue what all features of such a step are
     * @return the layer
     */
    public static Masking masking(double maskValue) {
        return new Masking((float) maskValue);
    }

    /**
     * The output of a recurrent layer with {@code returnState(true)}, without its states.
     *
     * @param run the node of such a layer
     * @return the node of its output, [batch, time, units] or [batch, units]
     */
    public static Node outputOf(Node run) {
        return part(StatePart.Part.OUTPUT, run);
    }

    /**
     * The last h of a recurrent layer with {@code returnState(true)}.
     *
     * @param run the node of such a layer
     * @return the node of the state, [batch, units]
     */
    public static Node stateH(Node run) {
        return part(StatePart.Part.H, run);
    }

    /**
     * The last c of an LSTM with {@code returnState(true)}.
     *
     * @param run the node of such a layer
     * @return the node of the state, [batch, units]
     */
    public static Node stateC(Node run) {
        return part(StatePart.Part.C, run);
    }

    private static Node part(StatePart.Part part, Node run) {
        Layer layer = unnamed(run.layer());
        if (layer instanceof Recurrent<?> recurrent && recurrent.options().returnState()) {
            if (part == StatePart.Part.C && recurrent.states() < 2) {
                throw new IllegalArgumentException("stateC: only an LSTM has a state c, got " + layer.className()
                        + "; use stateH.");
            }
            return run.then(new StatePart(part, recurrent.states(), recurrent.options().returnSequences()));
        }
        throw new IllegalArgumentException("outputOf, stateH and stateC take the node of a recurrent layer with"
                + " returnState(true), got that of " + (layer == null ? "an input" : layer.className()) + ".");
    }

    private static @Nullable Layer unnamed(@Nullable Layer layer) {
        return layer instanceof NamedLayer named ? unnamed(named.layer()) : layer;
    }

    /** Adds the factories for files. */
    static void registerRecurrent(Registry<Layer> types) {
        types.register("SimpleRNN", SimpleRNN::fromConfig);
        types.register("LSTM", LSTM::fromConfig);
        types.register("GRU", GRU::fromConfig);
        types.register("Bidirectional", Bidirectional::fromConfig);
        types.register("Embedding", Embedding::fromConfig);
        types.register("TimeDistributed", TimeDistributed::fromConfig);
        types.register("Masking", Masking::fromConfig);
        types.register("StatePart", StatePart::fromConfig);
    }
}
