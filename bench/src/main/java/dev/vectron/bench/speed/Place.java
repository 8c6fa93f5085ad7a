package dev.vectron.bench.speed;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this module lies, if it was built by Maven; else the working directory stands in for it. */
final class Place {
    private Place() {}

    /** The folder of build outputs. */
    static Path target() {
        return module().resolve("target");
    }

    /** The figures of earlier measurements. */
    static Path baseline() {
        return module().resolve("baseline.json");
    }

    private static Path module() {
        try {
            Path classes = Path.of(Place.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (classes.endsWith(Path.of("target", "classes"))) {
                return classes.resolve("../..").normalize();
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The classes lie at a place that is no path: " + e.getMessage(), e);
        }
        return Path.of("").toAbsolutePath();
    }
}
