package dev.vectron.models;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Saves, loads and fingerprints a graph's parameters. */
final class WeightFiles {
    private static final int PIECE = 1 << 14;
    /** Endings that a module of this library adds. */
    private static final Map<String, String> MODULES = Map.of(".h5", "vectron-formats", ".hdf5", "vectron-formats",
            ".keras", "vectron-formats");

    private WeightFiles() {}

    static void save(Graph graph, Path file) throws IOException {
        formatOf(file).save(byName(graph), file);
    }

    /** Copies of all parameters, in graph order. */
    static Map<String, Tensor> byName(Graph graph) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Parameter p : graph.parameters()) {
            weights.put(p.name(), p.toTensor());
        }
        return weights;
    }

    static void load(Graph graph, Path file) throws IOException {
        List<Tensor> weights = inGraphOrder(graph, file, formatOf(file).load(file));
        try (var _ = graph.beginTraining()) {
            set(graph, weights);
        }
    }

    /** Changes all parameters; the caller has the right to. */
    static void set(Graph graph, List<Tensor> inGraphOrder) {
        for (int i = 0; i < inGraphOrder.size(); i++) {
            graph.parameters().get(i).set(inGraphOrder.get(i));
        }
    }

    /** One tensor for each parameter; throws if any does not fit. */
    static List<Tensor> inGraphOrder(Graph graph, Path file, Map<String, Tensor> weights) throws IOException {
        List<Tensor> ordered = new ArrayList<>();
        for (Parameter p : graph.parameters()) {
            Tensor found = weights.get(p.name());
            if (found == null) {
                throw new IOException(file + ": the model has a parameter \"" + p.name() + "\" " + p.shape()
                        + ", the file has none of that name; it has "
                        + names(weights) + ". Load it into the model that saved it.");
            }
            if (!found.shape().equals(p.shape())) {
                throw new IOException(file + ": parameter \"" + p.name() + "\": the model has shape " + p.shape()
                        + ", the file has "
                        + found.shape() + "; build the model with the sizes it was saved with.");
            }
            ordered.add(found);
        }
        if (weights.size() > graph.parameters().size()) {
            List<String> known = graph.parameters().stream().map(Parameter::name).toList();
            String extra = weights.keySet().stream().filter(n -> !known.contains(n)).map(n -> '"' + n + '"')
                    .collect(Collectors.joining(", "));
            throw new IOException(file + ": the file has parameters that the model has not: " + extra
                    + ". Load it into the model that saved it.");
        }
        return ordered;
    }

    private static String names(Map<String, Tensor> weights) {
        return weights.isEmpty() ? "none at all"
                : weights.entrySet().stream().map(e -> '"' + e.getKey() + "\" "
                + e.getValue().shape()).collect(Collectors.joining(", "));
    }

    private static WeightsFormat formatOf(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        WeightsFormat builtIn = new SafetensorsFormat();
        if (name.endsWith(builtIn.extension())) {
            return builtIn;
        }
        for (WeightsFormat format : ServiceLoader.load(WeightsFormat.class, WeightFiles.class.getClassLoader())) {
            if (name.endsWith(format.extension())) {
                return format;
            }
        }
        for (Map.Entry<String, String> known : MODULES.entrySet()) {
            if (name.endsWith(known.getKey())) {
                throw new IllegalArgumentException(file + ": weights in " + known.getKey()
                        + " files need the module " + known.getValue()
                        + "; add it to the dependencies, or use a name that ends in .safetensors.");
            }
        }
        throw new IllegalArgumentException(file
                + ": no format for weights has this ending; use a name that ends in .safetensors.");
    }

    static String sha256(Graph graph) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (Parameter p : graph.parameters()) {
                float[] values = p.toTensor().values();
                for (int at = 0; at < values.length; at += PIECE) {
                    int n = Math.min(PIECE, values.length - at);
                    piece.asFloatBuffer().put(values, at, n);
                    digest.update(piece.array(), 0, n * Float.BYTES);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
