import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The check that {@code run} makes with find, for {@code run.cmd}: {@code java UpToDate.java ROOT RECORD} ends with 0
 * if the build that wrote RECORD (see RecordLaunch.java) is whole, of this tree, and no source is newer than its start;
 * else with 1.
 */
final class UpToDate {
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toRealPath();
        Path record = Path.of(args[1]);
        List<String> lines = Files.readAllLines(record, Charset.forName(System.getProperty("native.encoding")));
        boolean whole = Path.of(lines.get(1)).equals(root)
                && lines.stream().skip(2).allMatch(entry -> Files.exists(Path.of(entry)));
        System.exit(whole && !anyNewer(root, Files.getLastModifiedTime(record)) ? 0 : 1);
    }

    private static boolean anyNewer(Path root, FileTime built) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.toList()) {
                if (newer(folder.resolve("pom.xml"), built) || newer(folder.resolve("src/main"), built)) {
                    return true;
                }
            }
        }
        return newer(root.resolve("pom.xml"), built) || newer(root.resolve("launch"), built)
                || newer(root.resolve(".mvn"), built);
    }

    /** True if the file, or anything in the folder, is newer; a missing one is not. */
    private static boolean newer(Path path, FileTime built) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
