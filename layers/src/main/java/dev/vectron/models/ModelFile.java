package dev.vectron.models;

import dev.vectron.graph.Graph;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file with a model's parameters, its architecture, and maybe what a training keeps beside them.
 *
 * <p>Parameters are tensors by their own names ({@code conv2d/kernel}), those of a training begin with
 * {@code training/}; the metadata {@link #ARCHITECTURE} holds the text of {@link Model#toJson}, {@code format} the kind
 * of file and its version. A file is written whole or not at all. What cannot be read, is damaged or of a newer version
 * is an {@code IOException}, an architecture of unknown classes an {@code IllegalArgumentException}. Immutable and
 * thread-safe; nothing stays open.
 *
 * {@snippet :
 * ModelFile file = ModelFile.open(Path.of("model.safetensors"));
 * String note = file.metadata("note");
 * Model model = file.model();
 * }
 */
public final class ModelFile {
    /** The key of the architecture in the metadata: {@code vectron.model}. */
    public static final String ARCHITECTURE = "vectron.model";

    private static final String FORMAT = "format";
    private static final String TRAINING = "vectron training";
    private static final int VERSION = 1;
    private static final String BESIDE = "training/";

    private final Safetensors stored;
    private final boolean ofTraining;

    private ModelFile(Safetensors stored) {
        this.stored = stored;
        this.ofTraining = stored.metadata().getOrDefault(FORMAT, "").startsWith(TRAINING + " ");
    }

    /** Writes architecture and parameters. */
    static void write(Model model, Path file) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, "vectron model " + VERSION);
        metadata.put(ARCHITECTURE, model.toJson());
        Safetensors.write(file, WeightFiles.byName(model.graph()), metadata);
    }

    /**
     * Writes a model's parameters and what a training keeps beside them.
     *
     * @param file where to
     * @param graph the parameters
     * @param beside further tensors, by names that may be those of parameters too
     * @param metadata texts; with {@link #ARCHITECTURE}, {@link Model#load} reads the file
     * @throws IOException if the file cannot be written; an old file is unchanged then
     * @throws IllegalArgumentException if a layer is named {@code training}
     */
    public static void writeTraining(Path file, Graph graph, Map<String, Tensor> beside, Map<String, String> metadata)
            throws IOException {
        Map<String, Tensor> tensors = WeightFiles.byName(graph);
        for (String name : tensors.keySet()) {
            if (name.startsWith(BESIDE)) {
                throw new IllegalArgumentException("The layer of parameter \"" + name
                        + "\" has the name under which the file of a training keeps what is no parameter; name it"
                        + " otherwise.");
            }
        }
        beside.forEach((name, tensor) -> tensors.put(BESIDE + name, tensor));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FORMAT, TRAINING + " " + VERSION);
        texts.putAll(metadata);
        Safetensors.write(file, tensors, texts);
    }

    /**
     * Opens a file: reads and checks its header.
     *
     * @param file the file
     * @return its contents, not yet read
     * @throws IOException if it cannot be read, is damaged or of a newer version; one line that says what is wrong
     */
    public static ModelFile open(Path file) throws IOException {
        Safetensors stored = Safetensors.open(file);
        String format = stored.metadata().getOrDefault(FORMAT, "");
        if (format.matches("vectron \\w+ \\d{1,9}")
                && Integer.parseInt(format.substring(format.lastIndexOf(' ') + 1)) > VERSION) {
            throw new IOException(file + ": the file is of a newer version of Vectron (\"" + format
                    + "\"); update the library.");
        }
        return new ModelFile(stored);
    }

    /**
     * A text of the metadata.
     *
     * @param key its name
     * @return the text, or null if there is none of that name
     */
    public @Nullable String metadata(String key) {
        return stored.metadata().get(key);
    }

    /**
     * The model.
     *
     * @return a new one of the file's architecture, with its parameters
     * @throws IOException if the file has no architecture, or parameters cannot be read or are not those of the
     *     architecture
     * @throws IllegalArgumentException if a class or option of the architecture is not known
     */
    public Model model() throws IOException {
        String json = metadata(ARCHITECTURE);
        if (json == null) {
            throw new IOException(stored.path() + ": the file holds weights, but no architecture; build the model and"
                    + " use loadWeights, or write the file with Model.save.");
        }
        Model model = Model.fromJson(json);
        readInto(model.graph());
        return model;
    }

    /**
     * Reads the parameters into a graph; if one is missing or of another shape, nothing is changed. The caller has the
     * right to change the graph, for example since it trains it.
     *
     * @param graph of the same structure as the one that was written
     * @throws IOException if the file cannot be read, or its names or shapes are not the graph's: the message says
     *     which
     */
    public void readInto(Graph graph) throws IOException {
        List<Tensor> weights = WeightFiles.inGraphOrder(graph, stored.path(), parameters());
        WeightFiles.set(graph, weights);
    }

    /** The tensors that are parameters. */
    Map<String, Tensor> parameters() throws IOException {
        return tensors(false);
    }

    /**
     * What is kept beside the parameters.
     *
     * @return the tensors by the names that {@link #writeTraining} was given; none in the file of a model alone
     * @throws IOException if they cannot be read
     */
    public Map<String, Tensor> beside() throws IOException {
        return tensors(true);
    }

    private Map<String, Tensor> tensors(boolean beside) throws IOException {
        Map<String, Tensor> chosen = new LinkedHashMap<>();
        for (String name : stored.entries().keySet()) {
            boolean isBeside = ofTraining && name.startsWith(BESIDE);
            if (isBeside == beside) {
                chosen.put(isBeside ? name.substring(BESIDE.length()) : name, stored.tensor(name));
            }
        }
        return chosen;
    }

    /** {@return the file} */
    public Path path() {
        return stored.path();
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
