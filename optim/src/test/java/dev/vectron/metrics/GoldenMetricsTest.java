package dev.vectron.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Metrics against the reference values of a peer. */
class GoldenMetricsTest {
    private static final double BOUND = 1e-6;
    private static final List<String> OPS = List.of("top_k_accuracy", "precision_recall_f1", "roc_auc_pr_auc");
    private static final TreeMap<String, Integer> RAN = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> metricsAgreeWithThePeer() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        if (golden == null) {
            System.out.println("Skipped: " + GoldenSet.ABSENT);
            return Stream.of(dynamicTest("skipped: " + GoldenSet.ABSENT, () -> abort(GoldenSet.ABSENT)));
        }
        List<GoldenCase> cases = OPS.stream().flatMap(op -> golden.cases(op).stream()).toList();
        assertThat(cases).isNotEmpty();
        return cases.stream().map(c -> dynamicTest(c.name(), () -> {
            switch (c.op()) {
                case "top_k_accuracy" -> topK(c);
                case "precision_recall_f1" -> ofClasses(c);
                default -> ofScores(c);
            }
            RAN.merge(c.op(), 1, Integer::sum);
        }));
    }

    @AfterAll
    static void sayHowMany() {
        if (!RAN.isEmpty()) {
            System.out.println("Golden metrics: " + RAN.values().stream().mapToInt(Integer::intValue).sum()
                    + " cases agree " + RAN);
        }
    }

    /** Half of the samples in a batch of their own: metrics gather over batches. */
    private static void check(GoldenCase c, String tensor, Metric metric, Loss loss, int n, float[] predictions,
            int[] labels, float[] targets) {
        int samples = predictions.length / n;
        int first = samples / 2;
        Accumulator a = metric.accumulator(Shape.of(n), loss);
        LossCall batch = new LossCall(KernelsProvider.best());
        a.add(batch.predictions(first, 1, n, predictions, 0).labels(labels, 0).targets(targets, 0));
        a.add(batch.predictions(samples - first, 1, n, predictions, first * n).labels(labels, first)
                .targets(targets, first));
        c.assertClose(tensor, new float[] {(float) a.result()}, BOUND);
        c.agreesWith(metric);
    }

    private static void topK(GoldenCase c) {
        int n = c.shape("y_pred").dim(-1);
        float[] predictions = c.tensor("y_pred").values();
        int[] labels = c.ints("y_true");
        Loss loss = Losses.sparseCategoricalCrossentropy();
        for (int k : c.integers("k")) {
            // Keras's accuracy takes the arg max, its top-k counts the classes that score strictly higher.
            Metric metric = k == 1 ? Metrics.accuracy() : Metrics.topKAccuracy(k);
            check(c, "top" + k, metric, loss, n, predictions, labels, new float[0]);
        }
        check(c, "top1_generous", Metrics.topKAccuracy(1), loss, n, predictions, labels, new float[0]);
        check(c, "top1_lowest_index", Metrics.sparseCategoricalAccuracy(), loss, n, predictions, labels, new float[0]);
    }

    private static void ofClasses(GoldenCase c) {
        int n = c.integer("classes");
        int[] actual = c.ints("y_true");
        int[] predicted = c.ints("y_pred");
        ConfusionMatrix confusion = ConfusionMatrix.of(actual, predicted, n);
        float[] counts = new float[n * n];
        float[] support = new float[n];
        float[] precision = new float[n];
        float[] recall = new float[n];
        float[] f1 = new float[n];
        for (int i = 0; i < n; i++) {
            support[i] = confusion.support(i);
            precision[i] = (float) confusion.precision(i);
            recall[i] = (float) confusion.recall(i);
            f1[i] = (float) confusion.f1(i);
            for (int j = 0; j < n; j++) {
                counts[i * n + j] = confusion.count(i, j);
            }
        }
        c.assertExact("confusion_matrix", counts);
        c.assertExact("support", support);
        c.assertClose("precision", precision, BOUND);
        c.assertClose("recall", recall, BOUND);
        c.assertClose("f1", f1, BOUND);
        ClassificationReport report = confusion.report();
        c.assertClose("accuracy", new float[] {(float) report.accuracy()}, BOUND);
        c.assertClose("macro_precision", new float[] {(float) report.macro().precision()}, BOUND);
        c.assertClose("macro_recall", new float[] {(float) report.macro().recall()}, BOUND);
        c.assertClose("macro_f1", new float[] {(float) report.macro().f1()}, BOUND);
        c.assertClose("weighted_f1", new float[] {(float) report.weighted().f1()}, BOUND);
        c.assertClose("weighted_precision", new float[] {(float) report.weighted().precision()}, BOUND);
        checkAverages(c, n, actual, Batch.oneHot(n, predicted));
        c.agreesWith(ConfusionMatrix.class, ClassificationReport.class);
    }

    private static void checkAverages(GoldenCase c, int n, int[] actual, float[] predictions) {
        Loss loss = Losses.sparseCategoricalCrossentropy();
        float[] none = {};
        check(c, "accuracy", Metrics.f1().average(Averaging.MICRO), loss, n, predictions, actual, none);
        check(c, "macro_precision", Metrics.precision().average(Averaging.MACRO), loss, n, predictions, actual, none);
        check(c, "macro_recall", Metrics.recall().average(Averaging.MACRO), loss, n, predictions, actual, none);
        check(c, "macro_f1", Metrics.f1().average(Averaging.MACRO), loss, n, predictions, actual, none);
        check(c, "weighted_f1", Metrics.f1().average(Averaging.WEIGHTED), loss, n, predictions, actual, none);
        check(c, "weighted_precision", Metrics.precision().average(Averaging.WEIGHTED), loss, n, predictions, actual,
                none);
    }

    private static void ofScores(GoldenCase c) {
        float[] scores = c.tensor("y_pred").values();
        float[] targets = c.tensor("y_true").values();
        int[] labels = new int[targets.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) targets[i];
        }
        double threshold = c.number("threshold");
        Loss loss = Losses.binaryCrossentropy();
        check(c, "roc_auc", Metrics.rocAuc(), loss, 1, scores, labels, targets);
        check(c, "average_precision", Metrics.prAuc(), loss, 1, scores, labels, targets);
        check(c, "binary_accuracy", Metrics.binaryAccuracy().threshold(threshold), loss, 1, scores, labels, targets);
        check(c, "precision", Metrics.precision().threshold(threshold), loss, 1, scores, labels, targets);
        check(c, "recall", Metrics.recall().threshold(threshold), loss, 1, scores, labels, targets);
        check(c, "f1", Metrics.f1().threshold(threshold), loss, 1, scores, labels, targets);
        RocCurve roc = RocCurve.of(scores, labels);
        PrecisionRecallCurve pr = PrecisionRecallCurve.of(scores, labels);
        int points = c.shape("thresholds").dim(0);
        assertThat(pr.points()).isEqualTo(points);
        assertThat(roc.points()).isEqualTo(points + 1);
        float[][] found = new float[4][points];
        for (int i = 0; i < points; i++) {
            found[0][i] = pr.threshold(i);
            found[1][i] = (float) roc.truePositiveRate(i + 1);
            found[2][i] = (float) roc.falsePositiveRate(i + 1);
            found[3][i] = (float) pr.precision(i);
            assertThat(roc.threshold(i + 1)).isEqualTo(pr.threshold(i));
            assertThat(pr.recall(i)).isEqualTo(roc.truePositiveRate(i + 1));
        }
        c.assertExact("thresholds", found[0]);
        c.assertClose("tpr", found[1], BOUND);
        c.assertClose("fpr", found[2], BOUND);
        c.assertClose("precision_curve", found[3], BOUND);
        c.agreesWith(RocCurve.class, PrecisionRecallCurve.class);
    }
}
