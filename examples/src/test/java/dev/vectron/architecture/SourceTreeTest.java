package dev.vectron.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be read off the source files of all modules: their size, and that every package is documented. */
class SourceTreeTest {
    private static final Path ROOT = Path.of(System.getProperty("vectron.root", "..")).toAbsolutePath().normalize();
    private static final int MOST_LINES = 450;
    private static final int MOST_CHARACTERS = 120;

    @Test
    void everyFileFitsItsRoom() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : javaFiles("")) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                wrong.add(ROOT.relativize(file) + ": " + lines + " lines, at most " + MOST_LINES
                    + ": one job per file");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyLineFitsTheScreen() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : javaFiles("")) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.codePointCount(0, line.length()) > MOST_CHARACTERS && !line.startsWith("import ")) {
                    wrong.add(ROOT.relativize(file) + ":" + (i + 1));
                }
            }
        }
        assertThat(wrong).as("lines of more than " + MOST_CHARACTERS + " characters").isEmpty();
    }

    @Test
    void everyPackageIsDocumentedAndNullMarked() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path folder : javaFiles("/src/main/java/").stream().map(Path::getParent).distinct().toList()) {
            if (Files.exists(folder.resolve("module-info.java"))) {
                continue;
            }
            Path info = folder.resolve("package-info.java");
            String text = Files.exists(info) ? Files.readString(info) : "";
            if (!text.startsWith("/**") || !text.contains("@NullMarked")) {
                wrong.add(ROOT.relativize(info) + ": write one sentence of documentation and @NullMarked");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The source files of all modules whose path within the tree contains the given part; never none. */
    private static List<Path> javaFiles(String part) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path source : modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> tree = Files.walk(source)) {
                    tree.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> file.toString().replace('\\', '/').contains(part))
                        .forEach(files::add);
                }
            }
        }
        assertThat(files).as("source files under " + ROOT).isNotEmpty();
        return files;
    }
}
