import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes down, while Maven builds, what `run` and `run.cmd` need to start a program without Maven. Maven runs this file
 * with the JDK that the build chose: {@code java RecordLaunch.java ROOT TARGET STARTED CLASSPATH OPTION...} writes
 *
 * <ul>
 *   <li>{@code TARGET/launch.args}: an argument file for {@code java} with the options and the class path;
 *   <li>{@code TARGET/launch.txt}: the JDK's home, the root of the tree, then the class path, a line each. Its time is
 *   when Maven
 *       started: whatever is newer was perhaps not built.
 * </ul>
 */
final class RecordLaunch {
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toRealPath();
        Path target = Path.of(args[1]);
        FileTime started = FileTime.from(Instant.parse(args[2]));
        String separator = System.getProperty("path.separator");
        List<String> classPath = Stream.of(args[3].split(separator))
                .map(entry -> classesFor(Path.of(entry), root)).toList();

        List<String> launch = new ArrayList<>();
        for (String option : List.of(args).subList(4, args.length)) {
            launch.add(quoted(option));
        }
        launch.add("-cp");
        launch.add(quoted(String.join(separator, classPath)));
        Charset charset = Charset.forName(System.getProperty("native.encoding"));
        Files.write(target.resolve("launch.args"), launch, charset);

        List<String> record = new ArrayList<>(List.of(System.getProperty("java.home"), root.toString()));
        record.addAll(classPath);
        Path file = target.resolve("launch.txt");
        Files.write(file, record, charset);
        Files.setLastModifiedTime(file, started);
    }

    /**
     * The classes folder in place of a module's own jar: a later build would rewrite the jar under a running program.
     */
    private static String classesFor(Path entry, Path root) {
        boolean ownJar = entry.startsWith(root) && entry.getFileName().toString().endsWith(".jar");
        return (ownJar ? entry.resolveSibling("classes") : entry).toString();
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
