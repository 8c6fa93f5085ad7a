package dev.vectron.bench.speed;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A copy of the peers' programs, without what was built or measured where they come from, built here. */
final class PeerFolder {
    private static final List<String> LEFT_OUT = List.of("target", "results", ".git");
    private static final int SHOWN_LINES = 25;

    private final Path folder;

    private PeerFolder(Path folder) {
        this.folder = folder;
    }

    /** Copies the peers' folder and builds it if anything is new. */
    static PeerFolder prepare(Path source, Path to) {
        for (String needed : List.of("run.sh", "build.sh", "pom.xml")) {
            if (!Files.isRegularFile(source.resolve(needed))) {
                throw new IllegalArgumentException("--against: " + source + " is not the folder of the peers: it has"
                        + " no " + needed + ".");
            }
        }
        try {
            boolean changed = copy(source, to);
            PeerFolder peers = new PeerFolder(to);
            if (changed || !Files.exists(to.resolve("jctorch/target/cp.txt"))) {
                peers.build();
            }
            return peers;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot copy the peers from " + source + " to " + to + ": " + e, e);
        }
    }

    /** Starts one of its scripts with our JDK. */
    ProcessBuilder script(String name, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("bash", folder.resolve(name).toString()));
        command.addAll(arguments);
        ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return program;
    }

    /** What starts a command as their runs are started with ISOLATE=1. */
    List<String> isolation() {
        return List.of("python3", folder.resolve("isolate.py").toString());
    }

    private void build() {
        System.err.println("Building the peers in " + folder + " ...");
        List<String> output = new ArrayList<>();
        int status = ChildJvm.run(script("build.sh", List.of("-ntp")).redirectErrorStream(true), output::add);
        if (status != 0) {
            int from = Math.max(0, output.size() - SHOWN_LINES);
            throw new IllegalStateException("The peers do not build here (build.sh ended with " + status + "):\n"
                    + String.join("\n", output.subList(from, output.size())));
        }
    }

    /** True if a file was new or differed. */
    private static boolean copy(Path source, Path to) throws IOException {
        boolean[] changed = {false};
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused) throws IOException {
                if (LEFT_OUT.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(source.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused) throws IOException {
                Path copy = to.resolve(source.relativize(file).toString());
                if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    changed[0] = true;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return changed[0];
    }
}
