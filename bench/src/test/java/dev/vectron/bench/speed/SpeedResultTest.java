package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.store.Json;
import org.junit.jupiter.api.Test;

/** The line that a result is printed as. */
class SpeedResultTest {
    private static final String PEER_LINE =
            "{\"peer\":\"javacpp-pytorch+malloc\",\"version\":\"torch-2.10.0/blas-mkl_rt\","
            + "\"case\":\"m4.train.b128.cl\",\"threads\":2,\"ms_median\":84.53120,\"ms_min\":80.10000,\"gflops\":265.2,"
            + "\"samples\":71,\"other_cpu\":0.02,\"rss_peak_mb\":1410}";

    @Test
    void hasThePeersFields() {
        SpeedResult result = new SpeedResult("vectron", "v", "m1.infer.b1", 2, 0.0123456, 0.01, 38.123, 99, 0.129, 77);
        assertThat(result.toJson())
                .isEqualTo("{\"peer\":\"vectron\",\"version\":\"v\",\"case\":\"m1.infer.b1\",\"threads\":2,"
                + "\"ms_median\":0.01235,\"ms_min\":0.01,\"gflops\":38.1,\"samples\":99,\"other_cpu\":0.13,"
                + "\"rss_peak_mb\":77}");
        assertThat(Json.parseObject(result.toJson()).keySet())
                .containsExactlyElementsOf(Json.parseObject(PEER_LINE).keySet());
    }

    @Test
    void whatIsUnknownIsNull() {
        SpeedResult result = new SpeedResult("vectron", "v", "startup.m2.b1", 2, 400, 390, Double.NaN, 5, Double.NaN,
                0);
        assertThat(result.toJson()).contains("\"gflops\":null", "\"other_cpu\":null", "\"rss_peak_mb\":null");
        assertThat(SpeedResult.fromLine(result.toJson())).contains(result);
    }

    @Test
    void readsAPeersLine() {
        assertThat(SpeedResult.fromLine(PEER_LINE))
                .contains(new SpeedResult("javacpp-pytorch+malloc", "torch-2.10.0/blas-mkl_rt",
                "m4.train.b128.cl", 2, 84.5312, 80.1, 265.2, 71, 0.02, 1410));
    }

    @Test
    void otherLinesAreNoResults() {
        assertThat(SpeedResult.fromLine("m1 params 1 expected 2")).isEmpty();
        assertThat(SpeedResult.fromLine("")).isEmpty();
        assertThat(SpeedResult.fromLine("{\"peer\":\"cut off")).isEmpty();
    }
}
