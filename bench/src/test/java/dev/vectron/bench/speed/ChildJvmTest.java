package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JVMs with another number of processors differ in nothing else. */
class ChildJvmTest {
    /** Prints the collectors of its JVM and how many processors it has. */
    static final class Collectors {
        private Collectors() {}

        public static void main(String[] args) {
            System.out.println(collectors() + " " + Runtime.getRuntime().availableProcessors());
        }
    }

    private static List<String> collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).toList();
    }

    @Test
    void oneProcessorKeepsTheCollector() {
        List<String> lines = new ArrayList<>();
        ProcessBuilder program = new ProcessBuilder(ChildJvm.command(1, Collectors.class.getName(), List.of()));
        assertThat(ChildJvm.run(program, lines::add)).isZero();
        assertThat(lines).containsExactly(collectors() + " 1");
    }

    @Test
    void aSignalTakesTime() {
        double nanos = SignalTime.roundTripNanos();
        if (Runtime.getRuntime().availableProcessors() < 2) {
            assertThat(nanos).isNaN();
        } else {
            assertThat(nanos).isPositive();
        }
    }
}
