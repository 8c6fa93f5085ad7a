package dev.vectron.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.datasets.fetch.DownloadListener;
import dev.vectron.datasets.io.CifarReader;
import dev.vectron.datasets.io.CifarReader.Labels;
import dev.vectron.datasets.io.CsvReader;
import dev.vectron.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published sets themselves, in the folder that VECTRON_DATA names (relative to the repository root); skipped
 * without it.
 */
class RealDataTest {
    @TempDir
    Path folder;

    private static Path data(String inside) {
        String named = System.getenv().getOrDefault("VECTRON_DATA", "");
        assumeTrue(!named.isBlank(), "VECTRON_DATA is not set");
        Path path = Path.of(System.getProperty("vectron.root", ".")).resolve(named).resolve(inside);
        assumeTrue(Files.exists(path), () -> "there is no " + path);
        return path;
    }

    /** Only the given folder: neither a cache nor the network can help. */
    private Places only(Path place) throws IOException {
        Path closed = Files.writeString(folder.resolve("closed"), "a file, so that nothing can be downloaded");
        return Places.of(place, Map.of("XDG_CACHE_HOME", closed.toString()), folder);
    }

    private static double mean(Dataset data) {
        float[] x = new float[data.inputShape().size()];
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            data.read(i, x, 0);
            for (float v : x) {
                sum += v;
            }
        }
        return sum / data.size() / x.length / 255;
    }

    private static int[] firstLabels(Dataset data) {
        int[] labels = new int[10];
        for (int i = 0; i < 10; i++) {
            labels[i] = data.label(i);
        }
        return labels;
    }

    /** The mean of the training pixels, 0.1307, is the number that everybody normalizes MNIST with. */
    @Test
    void mnistIsThePublishedOne() throws IOException {
        TrainAndTest data = IdxSet.load(Mnist.SET, Mnist.CLASS_NAMES, only(data("mnist").getParent()),
                DownloadListener.SILENT);
        assertThat(data.train().size()).isEqualTo(60_000);
        assertThat(data.test().size()).isEqualTo(10_000);
        assertThat(data.train().inputShape()).isEqualTo(Shape.of(28, 28, 1));
        assertThat(firstLabels(data.train())).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(firstLabels(data.test())).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        assertThat(Math.round(mean(data.train()) * 1e4)).isEqualTo(1307);
    }

    /** The mean of the training pixels, 0.2860, is the number that everybody normalizes Fashion-MNIST with. */
    @Test
    void fashionMnistIsThePublishedOne() throws IOException {
        TrainAndTest data = IdxSet.load(FashionMnist.SET, FashionMnist.CLASS_NAMES,
                only(data("fashion-mnist").getParent()), DownloadListener.SILENT);
        assertThat(data.train().size()).isEqualTo(60_000);
        assertThat(data.test().size()).isEqualTo(10_000);
        assertThat(data.classNames().get(data.train().label(0))).isEqualTo("Ankle boot");
        assertThat(firstLabels(data.train())).containsExactly(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
        assertThat(Math.round(mean(data.train()) * 1e4)).isEqualTo(2860);
    }

    @Test
    void publicLoadersTakeTheFolderThatIsAskedFor() {
        Path place = data("fashion-mnist").getParent();
        assertThat(FashionMnist.load(place).origin()).isEqualTo(place.resolve("fashion-mnist").toString());
    }

    @Test
    void aPublishedFileThatWasChangedIsRefused() throws IOException {
        Path source = data("fashion-mnist");
        Path copy = Files.createDirectories(folder.resolve("fashion-mnist"));
        try (var files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        Path labels = copy.resolve("t10k-labels-idx1-ubyte.gz");
        Files.copy(copy.resolve("train-labels-idx1-ubyte.gz"), labels, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> IdxSet.load(FashionMnist.SET, FashionMnist.CLASS_NAMES, only(folder),
                DownloadListener.SILENT))
                .isExactlyInstanceOf(DataException.class)
                .hasMessageContaining("t10k-labels-idx1-ubyte.gz: has SHA-256");
    }

    /**
     * From the folder or, since it may lie there in another form, from the cache. The channel means 0.4914, 0.4822 and
     * 0.4465 are the numbers that everybody normalizes CIFAR-10 with.
     */
    @Test
    void cifar10IsThePublishedOne() throws IOException {
        Path place = data("cifar-10");
        Places unpacked = Places.of(place.getParent());
        assumeTrue(!unpacked.find(Cifar10.SET).isEmpty(), () -> "CIFAR-10 is unpacked neither in " + place
                + " nor in the cache");
        TrainAndTest data = Cifar10.load(Cifar10.SET, unpacked, DownloadListener.SILENT);
        assertThat(data.train().size()).isEqualTo(50_000);
        assertThat(data.test().size()).isEqualTo(10_000);
        assertThat(firstLabels(data.train())).containsExactly(6, 9, 9, 4, 1, 1, 2, 7, 8, 3);
        assertThat(firstLabels(data.test())).containsExactly(3, 8, 8, 0, 6, 6, 1, 6, 3, 1);
        float[] x = new float[3072];
        double[] sums = new double[3];
        for (int i = 0; i < data.train().size(); i++) {
            data.train().read(i, x, 0);
            for (int j = 0; j < x.length; j++) {
                sums[j % 3] += x[j];
            }
        }
        assertThat(sums).satisfies(s -> {
            assertThat(Math.round(s[0] / 50_000 / 1024 / 255 * 1e4)).isEqualTo(4914);
            assertThat(Math.round(s[1] / 50_000 / 1024 / 255 * 1e4)).isEqualTo(4822);
            assertThat(Math.round(s[2] / 50_000 / 1024 / 255 * 1e4)).isEqualTo(4465);
        });
    }

    /** A part of CIFAR-100 whose record i has the fine label i mod 100. */
    @Test
    void aPartOfCifar100HasBothLabelsAndItsNames() throws IOException {
        Path part = data("cifar-100-subset");
        Path train = part.resolve("train.bin.gz");
        Dataset fine = CifarReader.cifar100(List.of(train), List.of(), Labels.FINE, Cifar100.FINE_CLASS_NAMES);
        Dataset coarse = CifarReader.cifar100(List.of(train), List.of(), Labels.COARSE, Cifar100.COARSE_CLASS_NAMES);
        assertThat(fine.size()).isEqualTo(3000);
        for (int i = 0; i < fine.size(); i++) {
            assertThat(fine.label(i)).isEqualTo(i % 100);
            assertThat(coarse.label(i)).isEqualTo(coarse.label(i % 100));
        }
        assertThat(fine.classNames()).isEqualTo(names(part.resolve("fine_label_names.txt")));
        assertThat(coarse.classNames()).isEqualTo(names(part.resolve("coarse_label_names.txt")));
        assertThat(coarse.classNames().get(coarse.label(fine.classNames().indexOf("shark")))).isEqualTo("fish");
    }

    private static List<String> names(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(n -> !n.isBlank()).toList();
    }

    @Test
    void digitsAreReadFromCsvWithoutAHeader() {
        var digits = CsvReader.of().header(false).labelColumn(-1).read(data("digits/digits.csv.gz"));
        assertThat(digits.size()).isEqualTo(1797);
        assertThat(digits.inputShape()).isEqualTo(Shape.of(64));
        assertThat(digits.classes()).isEqualTo(10);
        assertThat(firstLabels(digits)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        float[] x = new float[64];
        digits.read(0, x, 0);
        assertThat(x).startsWith(0, 0, 5, 13, 9, 1, 0, 0);
    }

    @Test
    void creditCardsAreReadFromCsvWithAQuotedLabel() {
        var cards = CsvReader.of().labelColumn("Class").read(data("creditcard-subset/creditcard-subset.csv.gz"));
        assertThat(cards.size()).isEqualTo(17_219);
        assertThat(cards.featureNames()).hasSize(30).startsWith("Time", "V1").endsWith("V28", "Amount");
        int frauds = 0;
        for (int i = 0; i < cards.size(); i++) {
            frauds += cards.label(i);
        }
        assertThat(frauds).isEqualTo(492);
        float[] x = new float[30];
        cards.read(0, x, 0);
        assertThat(x[1]).isEqualTo(-1.3598071336738f);
        assertThat(x[29]).isEqualTo(149.62f);
    }
}
