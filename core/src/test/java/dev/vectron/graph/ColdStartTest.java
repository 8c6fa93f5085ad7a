package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.parallel.Workers;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ColdStartTest {
    @Test
    void allThreadsWorkAfterASecond() {
        int first = ColdStart.threads(5);
        assertThat(first).isIn(1, 5);
        if (Workers.defaultThreads() > 2) {
            assertThat(first).as("with processors to spare").isEqualTo(5);
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (ColdStart.threads(5) != 5) {
                Thread.sleep(20);
            }
        });
        assertThat(ColdStart.threads(3)).isEqualTo(3);
        assertThat(ColdStart.threads(1)).isEqualTo(1);
    }
}
