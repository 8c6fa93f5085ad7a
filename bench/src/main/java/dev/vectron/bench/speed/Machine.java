package dev.vectron.bench.speed;

import dev.vectron.kernels.KernelsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine is called where times are written down: only times under the same name are compared. */
final class Machine {
    private Machine() {}

    /** Processor, how many the JVM sees, vector width: {@code AMD EPYC 7763, 2 processors, 8 lanes}. */
    static String name() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processor() + ", " + processors + (processors == 1 ? " processor, " : " processors, ")
                + KernelsProvider.best().lanes() + " lanes";
    }

    private static String processor() {
        return linuxName().or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static Optional<String> linuxName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty(); // not Linux
        }
    }
}
