package dev.vectron.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a graph of specimens with a new array for every value and gradient: nothing shares memory, nothing is fused, no
 * layer is a view.
 */
final class NaiveExecutor {
    final Map<Node, float[]> values = new IdentityHashMap<>();
    final Map<Node, float[]> gradients = new IdentityHashMap<>();
    final float[] parameterGradients;
    private final Graph graph;
    private final int batch;

    NaiveExecutor(Graph graph, int batch, List<float[]> inputs) {
        this.graph = graph;
        this.batch = batch;
        this.parameterGradients = new float[graph.values().length];
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        for (Node node : graph.nodes()) {
            if (node.layer() instanceof Specimen layer) {
                float[] out = new float[batch * Specimen.SIZE];
                layer.evaluate(batch, inputsOf(node), parametersOf(node), out);
                values.put(node, out);
            }
        }
    }

    float[] output(int i) {
        return values.get(graph.outputs().get(i));
    }

    void backward(List<float[]> outputGradients) {
        for (int i = 0; i < outputGradients.size(); i++) {
            gradients.put(graph.outputs().get(i), outputGradients.get(i).clone());
        }
        Map<Parameter, Boolean> written = new IdentityHashMap<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.layer() instanceof Specimen layer) {
                float[][] in = inputsOf(node);
                float[][] parameters = parametersOf(node);
                float[][] dIn = Arrays.stream(in).map(a -> new float[a.length]).toArray(float[][]::new);
                float[][] dParameters = Arrays.stream(parameters).map(a -> new float[a.length]).toArray(float[][]::new);
                layer.differentiate(batch, in, values.get(node), gradients.get(node), parameters, dIn, dParameters);
                for (int i = 0; i < in.length; i++) {
                    gradients.merge(node.inputs().get(i), dIn[i], NaiveExecutor::sum);
                }
                List<Parameter> own = graph.parameters(node);
                for (int p = 0; p < own.size(); p++) {
                    boolean first = written.put(own.get(p), true) == null;
                    for (int k = 0; k < own.get(p).size(); k++) {
                        int at = own.get(p).at() + k;
                        parameterGradients[at] = first ? dParameters[p][k] : parameterGradients[at] + dParameters[p][k];
                    }
                }
            }
        }
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private float[][] inputsOf(Node node) {
        List<float[]> in = new ArrayList<>();
        node.inputs().forEach(n -> in.add(values.get(n)));
        return in.toArray(float[][]::new);
    }

    private float[][] parametersOf(Node node) {
        return graph.parameters(node).stream().map(p -> p.toTensor().values()).toArray(float[][]::new);
    }
}
