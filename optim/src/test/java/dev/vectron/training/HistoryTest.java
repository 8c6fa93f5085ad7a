package dev.vectron.training;

import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final History HISTORY = new History(List.of("loss", "val_accuracy"),
            new double[][] {{0.5, 0.25, 0.25, 9}, {0.1, 0.7, 0.6, 9}}, 3, 12.5, "");

    @Test
    void valuesAreFoundByNameAndEpoch() {
        assertThat(HISTORY.epochs()).isEqualTo(3);
        assertThat(HISTORY.values("loss")).containsExactly(0.5, 0.25, 0.25);
        assertThat(HISTORY.value("val_accuracy", 1)).isEqualTo(0.1);
        assertThat(HISTORY.last("val_accuracy")).isEqualTo(0.6);
        assertThat(HISTORY.seconds()).isEqualTo(12.5);
    }

    @Test
    void theBestEpochIsTheFirstOfEqualOnesInTheMetricsDirection() {
        assertThat(HISTORY.bestEpoch(loss())).isEqualTo(2);
        assertThat(HISTORY.best(loss())).isEqualTo(0.25);
        assertThat(HISTORY.bestEpoch(val(accuracy()))).isEqualTo(2);
        assertThat(HISTORY.best(val(accuracy()))).isEqualTo(0.7);
    }

    @Test
    void itCannotBeChangedFromOutside() {
        HISTORY.values("loss")[0] = 7;

        assertThat(HISTORY.value("loss", 1)).isEqualTo(0.5);
    }

    @Test
    void csvHasAHeaderAndALineForEachEpoch(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/history.csv");
        HISTORY.writeCsv(file);

        assertThat(Files.readString(file)).isEqualTo("epoch,loss,val_accuracy\n1,0.5,0.1\n2,0.25,0.7\n3,0.25,0.6\n");
    }

    @Test
    void unknownNamesAndEpochsAreNamed() {
        assertThatThrownBy(() -> HISTORY.last("acc"))
                .hasMessage("This history has no value \"acc\"; it has loss, val_accuracy.");
        assertThatThrownBy(() -> HISTORY.value("loss", 4)).hasMessage("This history has epochs 1 to 3, got 4.");
    }

    @Test
    void moreEpochsThanTheFirstCapacityAreRecorded() {
        HistoryRecorder recorder = new HistoryRecorder(List.of("loss"), Integer.MAX_VALUE);
        for (int i = 0; i < 10_000; i++) {
            recorder.add(new double[] {i});
        }
        History history = recorder.finish("");

        assertThat(history.epochs()).isEqualTo(10_000);
        assertThat(history.last("loss")).isEqualTo(9_999);
    }
}
