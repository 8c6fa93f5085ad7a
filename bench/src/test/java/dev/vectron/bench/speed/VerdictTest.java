package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What counts as slower, and the arithmetic of the tables. */
class VerdictTest {
    @Test
    void slowerMeansInEveryPair() {
        double[] before = {100, 200, 100};
        assertThat(Verdict.ofPairs("a", new double[] {120, 240, 118}, before).slower()).isTrue();
        assertThat(Verdict.ofPairs("a", new double[] {120, 220, 118}, before).slower()).isFalse();
        assertThat(Verdict.ofPairs("a", new double[] {80, 160, 60}, before).faster()).isTrue();
        assertThat(Verdict.ofPairs("a", new double[] {80, 160, 99}, before).faster()).isFalse();
        assertThat(Verdict.ofPairs("a", new double[0], before).slower()).isFalse();
        assertThat(Verdict.ofPairs("a", new double[0], before).faster()).isFalse();
    }

    @Test
    void aRecordIsOneTime() {
        assertThat(Verdict.ofRecord("a", new double[] {116, 130, 115.1}, 100).slower()).isTrue();
        assertThat(Verdict.ofRecord("a", new double[] {116, 130, 114.9}, 100).slower()).isFalse();
        assertThat(Verdict.ofRecord("m1.train.b128", new double[] {116, 130, 118}, 100).toLine())
                .isEqualTo("m1.train.b128                 1.16  1.30  1.18   SLOWER");
    }

    @Test
    void tunedIsTheBestSettingRoundByRound() {
        Measurements times = new Measurements();
        add(times, Speed.PEER, 10, 20, 10);
        add(times, PeerSetting.DEFAULT, 30, 50, 31);
        add(times, "malloc kept", 16, 60, 15);
        AgainstTable table = new AgainstTable(times);
        assertThat(table.tuned("m2.train.b128")).contains("malloc kept");
        assertThat(table.tunedRatio("m2.train.b128")).isCloseTo(1.6, within(1e-12));
        assertThat(table.defaultRatio("m2.train.b128")).isCloseTo(3.0, within(1e-12));
        assertThat(table.toMarkdown().lines().toList()).containsExactly(
                "| case | Vectron, ms | GFLOP/s | peer as it comes, ms | peer tuned, ms | how | tuned ÷ Vectron | as "
                + "it comes ÷ Vectron |", "|---|---:|---:|---:|---:|---|---:|---:|",
                "| m2.train.b128 | 10.0 | 100 | 31.0 | 16.0 | malloc kept | 1.60 | 3.00 |");
    }

    @Test
    void casesWithoutAPeerStayEmpty() {
        Measurements times = new Measurements();
        times.add(Speed.PEER, new SpeedResult(Speed.PEER, "", "step1.m2.b128", 2, 900, 900, Double.NaN, 5, 0, 0));
        assertThat(new AgainstTable(times).toMarkdown()).endsWith("| step1.m2.b128 | 900.0 |  |  |  |  |  |  |\n");
    }

    @Test
    void geometricMeans() {
        assertThat(AgainstTable.geometricMean(2, 8)).isCloseTo(4, within(1e-12));
        Measurements times = new Measurements();
        for (String name : new String[] {"m1.train.b128", "m2.train.b128", "m2.infer.b1"}) {
            times.add(Speed.PEER, new SpeedResult(Speed.PEER, "", name, 2, 1, 1, Double.NaN, 5, 0, 0));
            times.add(PeerSetting.DEFAULT,
                    new SpeedResult("p", "", name, 2, name.startsWith("m1") ? 2 : 8, 1, Double.NaN, 5, 0, 0));
        }
        assertThat(new AgainstTable(times).toMarkdown())
                .endsWith("\n\nGeometric mean over 2 train cases: tuned ÷ Vectron 4.00, as it comes ÷ Vectron 4.00.\n");
    }

    private static void add(Measurements times, String label, double... ms) {
        for (double t : ms) {
            times.add(label, new SpeedResult(label, "", "m2.train.b128", 2, t, t, 1000 / t, 5, 0, 0));
        }
    }
}
