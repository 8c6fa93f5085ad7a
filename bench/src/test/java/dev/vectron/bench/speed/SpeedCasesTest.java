package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From words to cases. */
class SpeedCasesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "m4 | m4.train.b128, m4.infer.b128, m4.infer.b1",
        "m5 | m5.train.b32, m5.infer.b32, m5.infer.b1",
        "m1.train | m1.train.b128", "m2.train.b100 | m2.train.b100", "m6.infer.b1 | m6.infer.b1",
        "conv.64-64-1x1-32 | conv.64-64-1x1-32.fwd, conv.64-64-1x1-32.fwdbwd",
        "conv.16-32-5x5v-14.fwd | conv.16-32-5x5v-14.fwd",
        "conv.7-13-3x5s2-24.b100.fwdbwd | conv.7-13-3x5s2-24.b100.fwdbwd",
        "gru.3-7-20.b5 | gru.3-7-20.b5.fwd, gru.3-7-20.b5.fwdbwd", "lstm.64-128-50.fwd | lstm.64-128-50.fwd",
        "gemm.100x7x33 | gemm.100x7x33", "first | startup.m2.b1", "step1 | step1.m2.b128",
        "startup.m2.b1 | startup.m2.b1"})
    void names(String word, String expected) {
        assertThat(SpeedCases.names(word)).isEqualTo(List.of(expected.split(", ")));
    }

    @Test
    void groups() {
        assertThat(SpeedCases.names("conv")).hasSize(12)
                .contains("conv.3-32-3x3s-32.fwd", "conv.256-256-3x3s-8.fwdbwd");
        assertThat(SpeedCases.names("gemm")).hasSize(10).contains("gemm.128x6x28800");
    }

    @Test
    void operationsOfARecurrentLayer() {
        // 32 samples, 50 steps, 4 gates of 128 units, 64 features and the 128 of the state, a multiply-add as two
        double forward = 2.0 * 32 * 50 * 4 * 128 * (64 + 128);
        assertThat(SpeedCases.of("lstm.64-128-50.fwd").getFirst().flops()).isCloseTo(forward, within(1.0));
        assertThat(SpeedCases.of("lstm.64-128-50.fwdbwd").getFirst().flops()).isCloseTo(3 * forward, within(1.0));
        assertThat(SpeedCases.names("rnn")).hasSize(6).contains("rnn.64-128-50.fwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m7", "lstm.64", "gru.64-128-50.b0x", "m1.fit", "m1.train.b0", "m1.train.b", "conv.64",
            "conv.64-64-3x3-32", "gemm.2x3", "gemm.0x1x1",
        "gemm.conv", "", "M1"})
    void unknownWords(String word) {
        assertThatThrownBy(() -> SpeedCases.names(word)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no case \"" + word + "\". The cases are:\n")
                .hasMessageContainingAll("m1 … m6", "conv.64-64-3x3s-32.fwd", "gemm.1024x1024x1024", "step1");
    }

    @Test
    void operationsOfAConvolution() {
        // 32 pictures, 64 filters, 32² pixels, 64 channels, 3² taps, a multiply-add as two; backward as much again,
        // twice
        double forward = 2.0 * 32 * 64 * 32 * 32 * 64 * 9;
        assertThat(SpeedCases.of("conv.64-64-3x3s-32.fwd").getFirst().flops()).isCloseTo(forward, within(1.0));
        assertThat(SpeedCases.of("conv.64-64-3x3s-32.fwdbwd").getFirst().flops()).isCloseTo(3 * forward, within(1.0));
        // VALID: 14 − 5 + 1 = 10 pixels of a side
        assertThat(SpeedCases.of("conv.16-32-5x5v-14.fwd").getFirst().flops())
                .isCloseTo(2.0 * 32 * 32 * 10 * 10 * 16 * 25, within(1.0));
        // stride 2, SAME: 12 pixels of a side
        assertThat(SpeedCases.of("conv.7-13-3x5s2-24.b100.fwd").getFirst().flops())
                .isCloseTo(2.0 * 100 * 13 * 12 * 12 * 7 * 15, within(1.0));
    }

    @Test
    void jobs() {
        List<Job> jobs = Job.of(List.of("m1.train", "conv.64-64-1x1-32.fwd", "gemm.2x3x4", "conv.3-32-3x3s-32", "m1",
                "first"));
        assertThat(jobs).extracting(Job::kind).containsExactly(Job.Kind.MODEL, Job.Kind.CONVOLUTIONS, Job.Kind.PRODUCTS,
                Job.Kind.MODEL, Job.Kind.MODEL, Job.Kind.START);
        assertThat(jobs).extracting(Job::cases).containsExactly(List.of("m1.train.b128"),
                List.of("conv.64-64-1x1-32.fwd", "conv.3-32-3x3s-32.fwd", "conv.3-32-3x3s-32.fwdbwd"),
                List.of("gemm.2x3x4"), List.of("m1.infer.b128"), List.of("m1.infer.b1"), List.of("startup.m2.b1"));
    }

    @Test
    void whatPeersAreAskedFor() {
        List<PeerSetting> settings = PeerSetting.of(List.of("jctorch"));
        assertThat(wordsFor(settings, "m4.train"))
                .containsExactly("default: m4.train.b128", "malloc kept: m4.train.b128",
                "channels-last: m4.train.b128.cl", "channels-last, malloc kept: m4.train.b128.cl");
        assertThat(wordsFor(settings, "m1.train"))
                .containsExactly("default: m1.train.b128", "malloc kept: m1.train.b128");
        assertThat(wordsFor(settings, "gemm.128x784x256")).containsExactly("oneDNN: gemm", "OpenBLAS: gemm");
        assertThat(wordsFor(settings, "first")).containsExactly("default: first");
        assertThat(wordsFor(settings, "step1")).isEmpty();
        assertThat(settings.get(2).ownName("conv.64-64-1x1-32.fwd.cl")).isEqualTo("conv.64-64-1x1-32.fwd");
    }

    private static List<String> wordsFor(List<PeerSetting> settings, String word) {
        Job job = Job.of(List.of(word)).getFirst();
        return settings.stream().filter(s -> s.suits(job)).map(s -> s.label() + ": " + s.word(job)).toList();
    }
}
