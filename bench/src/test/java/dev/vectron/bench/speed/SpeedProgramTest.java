package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole program, with times too short to mean anything. */
class SpeedProgramTest {
    private static final String[] QUICK = {"--warm=0", "--measure=0"};

    @TempDir
    Path folder;

    private record Outcome(int status, List<String> lines) {
        List<SpeedResult> results() {
            return lines.stream().flatMap(line -> SpeedResult.fromLine(line).stream()).toList();
        }
    }

    /** Runs the program in a JVM of its own, as ./run does. */
    private static Outcome program(String... arguments) {
        List<String> all = Stream.of(QUICK, arguments).flatMap(Stream::of).toList();
        List<String> lines = new ArrayList<>();
        int processors = Runtime.getRuntime().availableProcessors();
        int status = ChildJvm.run(new ProcessBuilder(ChildJvm.command(processors, Speed.class.getName(), all))
                .redirectErrorStream(true), lines::add);
        return new Outcome(status, lines);
    }

    /** What the program says to arguments that it refuses. */
    private static String refusal(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = Speed.commandLine();
        line.setErr(new PrintWriter(errors));
        assertThat(line.execute(arguments)).isNotZero();
        return errors.toString();
    }

    @Test
    void everyKindOfCaseYieldsAResult() {
        Outcome outcome = program("m1", "m2.train.b3", "conv.3-8-3x3s-6", "gemm.9x17x5");
        assertThat(outcome.status()).as("%s", outcome.lines()).isZero();
        assertThat(outcome.results()).extracting(SpeedResult::name).containsExactly("m1.train.b128", "m1.infer.b128",
                "m1.infer.b1", "m2.train.b3", "conv.3-8-3x3s-6.fwd", "conv.3-8-3x3s-6.fwdbwd", "gemm.9x17x5");
        assertThat(outcome.results()).allSatisfy(r -> {
            assertThat(r.peer()).isEqualTo("vectron");
            assertThat(r.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(r.samples()).isGreaterThanOrEqualTo(5);
            assertThat(r.msMedian()).isGreaterThanOrEqualTo(r.msMin()).isPositive();
        });
    }

    @Test
    void programsOfTheirOwn() {
        assertThat(linesOf(FirstResult.class)).singleElement()
                .satisfies(y -> assertThat(Float.parseFloat(y)).isFinite());
        assertThat(linesOf(FirstStep.class)).singleElement()
                .satisfies(ms -> assertThat(Double.parseDouble(ms)).isPositive());
    }

    private static List<String> linesOf(Class<?> main) {
        List<String> lines = new ArrayList<>();
        int processors = Runtime.getRuntime().availableProcessors();
        ProcessBuilder program = new ProcessBuilder(ChildJvm.command(processors, main.getName(), List.of()));
        assertThat(ChildJvm.run(program, lines::add)).isZero();
        return lines;
    }

    @Test
    void anotherNumberOfThreadsIsAJvmWithSoManyProcessors() {
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        Outcome outcome = program("--threads=" + threads, "m1.infer.b1");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.results()).extracting(SpeedResult::threads).containsExactly(threads);
    }

    @Test
    void whatIsRefused() throws IOException {
        assertThat(refusal()).contains("Name at least one case:", "m1 … m6");
        assertThat(refusal("m9")).contains("There is no case \"m9\"");
        assertThat(refusal("m1", "--threads=0")).contains("--threads");
        assertThat(refusal("m1", "--measure=-1")).contains("--measure");
        assertThat(refusal("m1", "--fast")).contains("--fast", "./run speed --help");
        assertThat(refusal("--against", folder.toString())).contains("is not the folder of the peers", "run.sh");
        assertThat(refusal("--pair", folder.toString())).contains("is no checkout of Vectron");
        assertThat(refusal("--pair", folder.toString(), "--against", folder.toString())).contains("mutually exclusive");
        assertThat(refusal("--baseline", folder.resolve("none.json").toString()))
                .contains("none.json; --write-baseline");
        Files.writeString(folder.resolve("bad.json"), "{");
        assertThat(refusal("--baseline", folder.resolve("bad.json").toString())).contains("bad.json is no baseline");
    }
}
