package dev.vectron.coverage;

import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.datasets.TrainAndTest;
import dev.vectron.graph.Call;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.models.Model;
import dev.vectron.selection.Parameters;
import dev.vectron.selection.Search;
import dev.vectron.selection.SearchResult;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.History;
import dev.vectron.training.Trainer;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the snippets of the documentation take for given: names that a reader understands without a declaration. Only
 * compiled.
 */
@SuppressWarnings({"checkstyle:all", "unused"})
public abstract class SnippetNames {
    protected Model model;
    protected Model trained;
    protected Model regression;
    protected Trainer trainer;
    protected History history;
    protected Graph graph;
    protected Plan plan;
    protected Run run;
    protected Loss loss;
    protected Dataset data;
    protected Dataset train;
    protected Split split;
    protected TrainAndTest mnist;
    protected GoldenSet golden;
    protected Path path;
    protected Shape[] inputs;
    protected Call call;
    protected int[] labels;
    protected int[] order;
    protected float[] batch;
    protected byte[] pixels;
    protected byte[] bytes;
    protected long key;
    protected MyLayer layer;
    protected int channels;
    protected int threads;
    protected int m;
    protected int n;
    protected int k;
    protected int at;
    protected double best;
    protected int waited;
    protected String sum;
    protected System.Logger logger;

    /** Where models are written, x is a node. */
    public abstract static class OfModels extends SnippetNames {
        protected Node x;
        protected Node y;
        protected Node a;
        protected Node b;
        protected Node c;
    }

    /** Where models are trained and measured, x is a batch. */
    public abstract static class OfTraining extends SnippetNames {
        protected Tensor x;
        protected LossCall call;
        protected Parameters p;
        protected Search search;
        protected SearchResult result;
    }

    /** Where numbers are computed, x is an array. */
    public abstract static class OfArrays extends SnippetNames {
        protected float[] x;
    }

    protected abstract void step(float[] values, int[] classes, int size);

    protected abstract float[] myDense(Tensor values, Tensor kernel, boolean useBias);

    protected abstract Model model();

    protected abstract Model model(int units);

    protected abstract Trainer trainer();

    protected abstract Trainer trainer(Parameters parameters);

    protected abstract void check(GoldenCase golden);

    /** A user's layer. */
    public abstract static class MyDense implements Layer {}

    /** A layer that divides its work. */
    public abstract static class MyLayer implements Layer {
        /** Works on one part. */
        public static void part(MyLayer layer, Call call, int part, int thread) {
            throw new UnsupportedOperationException();
        }
    }

    /** Another one. */
    public record Swish(double beta) implements Layer {
        /** With Keras's default. */
        public Swish() {
            this(1);
        }

        @Override
        public Shape outputShape(Shape... shapes) {
            return shapes[0];
        }

        @Override
        public void forward(Call forward) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void backward(Call backward) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("beta", beta);
        }
    }
}
