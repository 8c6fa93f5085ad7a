package dev.vectron.datasets;

import dev.vectron.datasets.PublishedSet.PublishedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders where data sets are looked up, in order: the one that was asked for, then {@code VECTRON_DATA}, then the
 * cache.
 *
 * @param local the places to look, without the cache
 * @param cache the cache folder: {@code $XDG_CACHE_HOME/vectron} or {@code ~/.cache/vectron}
 */
record Places(List<Path> local, Path cache) {
    /**
     * The places of this process.
     *
     * @param asked a folder of the user's choice, or null
     */
    static Places of(@Nullable Path asked) {
        return of(asked, System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    static Places of(@Nullable Path asked, Map<String, String> env, Path home) {
        List<Path> local = new ArrayList<>();
        if (asked != null) {
            local.add(asked);
        }
        String data = env.getOrDefault("VECTRON_DATA", "");
        if (!data.isBlank()) {
            local.add(Path.of(data));
        }
        String cache = env.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification: a relative path there is invalid and must be ignored.
        boolean usable = !cache.isBlank() && Path.of(cache).isAbsolute();
        return new Places(local, (usable ? Path.of(cache) : home.resolve(".cache")).resolve("vectron"));
    }

    /**
     * {@return the files of a set from the first place that has all of them, in the set's order; empty if no place has}
     */
    List<Path> find(PublishedSet set) {
        List<Path> places = new ArrayList<>(local);
        places.add(cache);
        for (Path place : places) {
            List<Path> found = in(place.resolve(set.folder()), set);
            if (found.size() == set.files().size()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Path> in(Path folder, PublishedSet set) {
        List<Path> found = new ArrayList<>();
        for (PublishedFile file : set.files()) {
            Path path = in(folder, file);
            if (path != null) {
                found.add(path);
            }
        }
        return found;
    }

    /** {@return a file of a folder, plain or packed; null if it is not there} */
    static @Nullable Path in(Path folder, PublishedFile file) {
        Path plain = folder.resolve(file.name());
        Path packed = folder.resolve(file.name() + ".gz");
        return Files.isRegularFile(plain) ? plain : Files.isRegularFile(packed) ? packed : null;
    }

    /** {@return for a message: where the set was looked for, and what is missing there} */
    String looked(PublishedSet set) {
        List<Path> places = new ArrayList<>(local);
        places.add(cache);
        List<String> lines = new ArrayList<>();
        for (Path place : places) {
            Path folder = place.resolve(set.folder());
            int found = in(folder, set).size();
            lines.add(folder + (found > 0 ? " (has " + found + " of its " + set.files().size() + " files)" : ""));
        }
        return String.join(", ", lines);
    }
}
