package dev.vectron.models;

import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file format for parameters, chosen by a file's ending. {@code .safetensors} is built in; others are found as
 * services ({@link java.util.ServiceLoader}), declared in {@code module-info} and in {@code META-INF/services}.
 *
 * <p>Implementations have a public constructor without arguments, keep no state and are thread-safe.
 */
public interface WeightsFormat {
    /** {@return the ending of its files, with the dot: {@code .h5}} */
    String extension();

    /**
     * Writes parameters, whole or not at all.
     *
     * @param weights the parameters by name ({@code conv2d/kernel}), in graph order
     * @param file where to
     * @throws IOException if it cannot be written; an old file is unchanged then
     */
    void save(Map<String, Tensor> weights, Path file) throws IOException;

    /**
     * Reads parameters.
     *
     * @param file the file
     * @return the parameters by name
     * @throws IOException if it cannot be read or is damaged; the message names the file and the place
     */
    Map<String, Tensor> load(Path file) throws IOException;
}
