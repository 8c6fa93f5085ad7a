package dev.vectron.check;

import dev.vectron.store.Json;
import dev.vectron.store.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reference values of another library: a folder with one safetensors file for each case and an {@code index.json} that
 * lists them.
 *
 * <p>The folder is named by the system property {@code vectron.golden} or, if that is unset or empty, by the
 * environment's {@code VECTRON_GOLDEN}. A relative path counts from the folder in the system property
 * {@code vectron.root} (the repository's root), or from the working directory. There is no default; tests skip with the
 * message {@link #ABSENT}:
 *
 * {@snippet :
 * @TestFactory
 * Stream<DynamicTest> denseAgreesWithThePeer() {
 *     GoldenSet golden = GoldenSet.find().orElse(null);
 *     assumeTrue(golden != null, GoldenSet.ABSENT);
 *     return golden.cases("dense").stream().map(c -> dynamicTest(c.name(), () -> check(c)));
 * }
 * }
 *
 * <p>Immutable and thread-safe.
 */
public final class GoldenSet {
    /** What a test that is skipped for want of reference values says. */
    public static final String ABSENT = "No golden values: set VECTRON_GOLDEN (or -Dvectron.golden) to a folder with "
            + "an index.json.";

    private final Path folder;
    private final List<GoldenCase> cases;

    private GoldenSet(Path folder, List<GoldenCase> cases) {
        this.folder = folder;
        this.cases = List.copyOf(cases);
    }

    /**
     * The set that property or environment name.
     *
     * @return the set, or empty if neither names one
     * @throws UncheckedIOException if one is named but cannot be read: that is a mistake, never a reason to skip
     */
    public static Optional<GoldenSet> find() {
        String named = System.getProperty("vectron.golden", "");
        if (named.isBlank()) {
            String variable = System.getenv("VECTRON_GOLDEN");
            named = variable == null ? "" : variable;
        }
        return named.isBlank() ? Optional.empty()
                : Optional.of(of(Path.of(System.getProperty("vectron.root", "")).resolve(named.strip())));
    }

    /**
     * The set in a folder.
     *
     * @param folder holds {@code index.json} and the files that it lists
     * @return the set
     * @throws UncheckedIOException if the index cannot be read; the message says what is wrong where
     */
    public static GoldenSet of(Path folder) {
        Path index = folder.resolve("index.json");
        try {
            if (!Files.isRegularFile(index)) {
                throw new IOException(index.toAbsolutePath()
                        + ": there is no such file; VECTRON_GOLDEN or vectron.golden must name a folder that holds "
                        + "it.");
            }
            Map<String, @Nullable Object> root = Json.parseObject(Files.readString(index));
            if (!(root.get("cases") instanceof List<?> list)) {
                throw new IOException(index + ": expected a list \"cases\", found none.");
            }
            List<GoldenCase> cases = new ArrayList<>();
            for (Object entry : list) {
                cases.add(caseOf(folder, index, entry));
            }
            return new GoldenSet(folder, cases);
        } catch (JsonException e) {
            throw new UncheckedIOException(new IOException(index + ": " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static GoldenCase caseOf(Path folder, Path index, @Nullable Object entry) throws IOException {
        if (entry instanceof Map<?, ?> map && map.get("file") instanceof String file
                && map.get("op") instanceof String op
                && map.get("config") instanceof Map<?, ?> config) {
            return new GoldenCase(folder.resolve(file), op, String.valueOf(map.get("description")), config);
        }
        throw new IOException(index + ": expected a case with file, op and config, found " + Json.write(entry) + ".");
    }

    /** {@return the folder} */
    public Path folder() {
        return folder;
    }

    /** {@return all cases, in the index's order} */
    public List<GoldenCase> cases() {
        return cases;
    }

    /**
     * The cases of one operation.
     *
     * @param op the operation: {@code dense}
     * @return its cases, in the index's order; empty if the set has none
     */
    public List<GoldenCase> cases(String op) {
        return cases.stream().filter(c -> c.op().equals(op)).toList();
    }

    @Override
    public String toString() {
        return folder + " with " + cases.size() + " cases";
    }
}
