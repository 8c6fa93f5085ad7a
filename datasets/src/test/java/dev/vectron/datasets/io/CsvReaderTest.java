package dev.vectron.datasets.io;

import static dev.vectron.datasets.io.TestFiles.gzip;
import static dev.vectron.datasets.io.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
    private static final CsvReader BY_CLASS = CsvReader.of().labelColumn("class");

    @TempDir
    Path folder;

    private Path file(String text) {
        return write(folder, "data.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static float[] row(Dataset data, int index) {
        float[] x = new float[data.inputShape().size()];
        data.read(index, x, 0);
        return x;
    }

    private AbstractThrowableAssert<?, ?> assertRefused(CsvReader reader, String text) {
        Path path = file(text);
        return assertThatThrownBy(() -> reader.read(path)).isInstanceOf(DataException.class)
                .hasMessageContaining("data.csv: ");
    }

    @Test
    void numbersAndLabelsAreRead() {
        var data = BY_CLASS.read(file("a,class,b\n1,0,2.5\n-3e-2,1,4\n"));
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.inputShape()).isEqualTo(Shape.of(2));
        assertThat(data.featureNames()).containsExactly("a", "b");
        assertThat(row(data, 0)).containsExactly(1, 2.5f);
        assertThat(row(data, 1)).containsExactly(-0.03f, 4);
        assertThat(data.label(1)).isEqualTo(1);
        assertThat(data.classes()).isEqualTo(2);
        assertThat(data.classNames()).isEmpty();
    }

    @Test
    void quotesByteOrderMarksWindowsLinesAndSpacesAreUnderstood() {
        var data = BY_CLASS.read(file("\uFEFF\"a\",\"class\",\"b, \"\"c\"\"\"\r\n\"1\", 0 , 2 \r\n\r\n3,\"1\",\"4\""));
        assertThat(data.featureNames()).containsExactly("a", "b, \"c\"");
        assertThat(row(data, 0)).containsExactly(1, 2);
        assertThat(row(data, 1)).containsExactly(3, 4);
        assertThat(data.label(1)).isEqualTo(1);
    }

    @Test
    void columnsMayBeGivenByNumberAndTheFileMayHaveNoHeader() {
        var reader = CsvReader.of().header(false).delimiter(';').labelColumn(-1).ignoreColumns(0);
        var data = reader.read(file("x;1;2;1\ny;3;4;0\n"));
        assertThat(data.featureNames()).containsExactly("1", "2");
        assertThat(row(data, 1)).containsExactly(3, 4);
        assertThat(data.label(0)).isEqualTo(1);
    }

    @Test
    void packedFilesAreRead() {
        Path path = write(folder, "a.csv", gzip("a,class\n1,0\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(row(BY_CLASS.read(path), 0)).containsExactly(1);
    }

    @Test
    void floatTargetsAreRead() {
        var data = CsvReader.of().targetColumns("y", "z").ignoreColumns("id")
                .read(file("id,y,a,z\nq,1,2,3\nr,4,5,6\n"));
        assertThat(data.hasLabels()).isFalse();
        assertThat(data.targetShape()).isEqualTo(Shape.of(2));
        float[] y = new float[2];
        data.readTarget(1, y, 0);
        assertThat(y).containsExactly(4, 6);
        assertThat(row(data, 1)).containsExactly(5);
        assertThat(CsvReader.of().targetColumns(1, -1).ignoreColumns("id")
                .read(file("id,y,a,z\nq,1,2,3\n")).targetShape())
                .isEqualTo(Shape.of(2));
    }

    @Test
    void labelsOfTextBecomeClassesInSortedOrder() {
        var data = BY_CLASS.read(file("a,class\n1,dog\n2,cat\n3,dog\n"));
        assertThat(data.classNames()).containsExactly("cat", "dog");
        assertThat(new int[] {data.label(0), data.label(1), data.label(2)}).containsExactly(1, 0, 1);
    }

    @Test
    void givenClassNamesDecideTheOrder() {
        var reader = BY_CLASS.classNames(List.of("dog", "cow", "cat"));
        var data = reader.read(file("a,class\n1,dog\n2,cat\n"));
        assertThat(new int[] {data.label(0), data.label(1)}).containsExactly(0, 2);
        assertRefused(reader, "a,class\n1,dog\n2,pig\n")
                .hasMessageContaining("row 2, column \"class\": \"pig\" is none of the 3");
        assertRefused(BY_CLASS.classNames(List.of("x", "x")), "a,class\n1,x\n").hasMessageContaining("given twice");
    }

    @Test
    void missingValuesAreCountedAndRefused() {
        assertRefused(BY_CLASS, "a,b,class\n1,,0\n2,3,1\nNA,?,0\n").hasMessageEndingWith(
                "data.csv: 3 values are missing, the first at line 2, in column a (1), b (2); choose a rule, for "
                + "example "
                + "missing(Missing.MEAN).");
    }

    @Test
    void missingValuesAreFilledByTheChosenRule() {
        String text = "a,b,class\n1,,0\n2,3,1\nNA,5,0\n9,10,1\n";
        assertThat(row(BY_CLASS.missing(Missing.MEAN).read(file(text)), 2)).containsExactly(4, 5);
        assertThat(row(BY_CLASS.missing(Missing.MEDIAN).read(file(text)), 2)).containsExactly(2, 5);
        assertThat(row(BY_CLASS.missing(Missing.MEDIAN).read(file(text)), 0)).containsExactly(1, 5);
        assertThat(row(BY_CLASS.missing(Missing.ZERO).read(file(text)), 0)).containsExactly(1, 0);
        var kept = BY_CLASS.missing(Missing.NAN).read(file(text));
        assertThat(row(kept, 0)).containsExactly(1, Float.NaN);
        assertThat(kept.missingCounts()).containsExactly(1, 1);
        var dropped = BY_CLASS.missing(Missing.DROP_ROW).read(file(text));
        assertThat(dropped.size()).isEqualTo(2);
        assertThat(dropped.droppedRows()).isEqualTo(2);
        assertThat(row(dropped, 1)).containsExactly(9, 10);
        assertThat(dropped.label(1)).isEqualTo(1);
        assertThat(dropped.missingCounts()).containsExactly(1, 1);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        var data = BY_CLASS.missing(Missing.MEDIAN).read(file("a,class\n1,0\n,0\n4,0\n10,0\n2,0\n"));
        assertThat(row(data, 1)).containsExactly(3);
    }

    @Test
    void aMissingLabelIsAnErrorUnlessItsRowIsDropped() {
        String text = "a,class\n1,0\n2,\n";
        assertRefused(BY_CLASS, text)
                .hasMessageContaining("line 3, column \"class\" (number 1): the class label is missing");
        assertRefused(BY_CLASS.missing(Missing.ZERO), text).hasMessageContaining("label is missing");
        assertThat(BY_CLASS.missing(Missing.DROP_ROW).read(file(text)).size()).isEqualTo(1);
    }

    @Test
    void theTextsThatMeanMissingCanBeChosen() {
        var data = BY_CLASS.missingTexts("-").missing(Missing.ZERO).read(file("a,class\n-,0\n2,1\n"));
        assertThat(row(data, 0)).containsExactly(0);
        assertRefused(BY_CLASS.missingTexts("-"), "a,class\nNA,0\n")
                .hasMessageContaining("expects a number, got \"NA\"");
    }

    @Test
    void errorsNameTheLineAndTheColumn() {
        assertRefused(BY_CLASS, "a,class\n1,0\n2,1\nabc,1\n")
                .hasMessageContaining("line 4, column \"a\" (number 0): expects a number, got \"abc\"");
        assertRefused(BY_CLASS, "a,class\n\"1\n2\",0\n").hasMessageContaining("line 2, column \"a\"");
        assertRefused(BY_CLASS, "a,class\n1e99,0\n").hasMessageContaining("got \"1e99\"");
        assertRefused(BY_CLASS, "a,class\nInfinity,0\n").hasMessageContaining("got \"Infinity\"");
        assertRefused(BY_CLASS, "a,class\n1,0\n1,2,3\n")
                .hasMessageContaining("line 3: has 3 fields, expected 2 as in the header");
        assertRefused(BY_CLASS, "a,class\n1,0\n1\n").hasMessageContaining("line 3: has 1 fields, expected 2");
        assertRefused(CsvReader.of().header(false).labelColumn(1), "a,class\n1,0\n")
                .hasMessageContaining("leave header(false) away");
        assertRefused(BY_CLASS, "a,class\n\"1,0\n2,1\n").hasMessageContaining("line 1");
        assertRefused(BY_CLASS, "a,class\n\"1\"x,0\n").hasMessageContaining("closing quote");
    }

    @Test
    void wrongColumnsAreNamed() {
        assertRefused(CsvReader.of().labelColumn("Class"), "a,class\n1,0\n")
                .hasMessageContaining("there is no column \"Class\"; its header has a, class");
        assertRefused(CsvReader.of().labelColumn(5), "a,class\n1,0\n").hasMessageContaining("no column 5 among 2");
        assertRefused(CsvReader.of().labelColumn(-3), "a,class\n1,0\n").hasMessageContaining("no column -3");
        assertRefused(CsvReader.of().labelColumn("a"), "a,a\n1,0\n")
                .hasMessageContaining("two columns are called \"a\" (0 and 1)");
        assertRefused(CsvReader.of().labelColumn("a").header(false), "1,0\n")
                .hasMessageContaining("by name, but header(false)");
        assertRefused(BY_CLASS.ignoreColumns("class"), "a,class\n1,0\n").hasMessageContaining("chosen twice");
        assertRefused(BY_CLASS, "class\n1\n").hasMessageContaining("none is left as a feature");
        assertThatThrownBy(() -> CsvReader.of().read(file("a\n1\n"))).isInstanceOf(DataException.class)
                .hasMessageContaining("labelColumn(…)");
        assertThatThrownBy(() -> CsvReader.of().delimiter('"')).isInstanceOf(DataException.class);
    }

    @Test
    void filesWithoutRowsAreRefused() {
        assertRefused(BY_CLASS, "").hasMessageContaining("is empty");
        assertRefused(BY_CLASS, "a,class\n").hasMessageContaining("has no rows of data");
        assertRefused(BY_CLASS.missing(Missing.DROP_ROW), "a,class\n,0\n").hasMessageContaining("1 dropped");
        assertRefused(BY_CLASS.missing(Missing.MEAN), "a,class\n,0\n")
                .hasMessageContaining("column a has no value at all");
        assertThatThrownBy(() -> BY_CLASS.read(folder.resolve("no.csv"))).isInstanceOf(DataException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void aColumnOfManyTextsIsNoClass() {
        var text = new StringBuilder("a,class\n");
        for (int i = 0; i < 300; i++) {
            text.append(i).append(",id").append(i).append('\n');
        }
        assertRefused(BY_CLASS, text.toString()).hasMessageContaining("300 different texts in 300 rows");
    }

    @Test
    void withersDoNotChangeTheOriginal() {
        CsvReader changed = BY_CLASS.delimiter(';').header(false);
        assertThat(changed).isNotSameAs(BY_CLASS);
        assertThat(BY_CLASS.read(file("a,class\n1,0\n")).size()).isEqualTo(1);
    }

    /** Ten thousand random floats printed in several forms come back bit for bit. */
    @Test
    void numbersAreParsedExactly() {
        var random = new SplittableRandom(4);
        float[] expected = new float[10_000];
        var text = new StringBuilder("a,class\n");
        for (int i = 0; i < expected.length; i++) {
            float f = Float.intBitsToFloat(random.nextInt());
            expected[i] = Float.isFinite(f) ? f : 0;
            text.append(i % 2 == 0 ? Float.toString(expected[i]) : Double.toString(expected[i])).append(",0\n");
        }
        var data = BY_CLASS.read(file(text.toString()));
        for (int i = 0; i < expected.length; i++) {
            assertThat(row(data, i)[0]).isEqualTo(expected[i]);
        }
    }

    @Test
    void anyTruncationOrCorruptionGivesADataExceptionOrADataset() {
        var random = new SplittableRandom(8);
        byte[] plain = "\"a\",b,class\n1,\"2.5\",0\n-3e4,NA,1\n\"7\n\",8,1\n".getBytes(StandardCharsets.UTF_8);
        byte[] packed = gzip(plain);
        int refused = 0;
        for (int round = 0; round < 4000; round++) {
            byte[] bytes = (round % 2 == 0 ? plain : packed).clone();
            if (round % 5 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                for (int i = 0; i < 1 + round % 4; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            Path path = write(folder, "corrupt.csv", bytes);
            try {
                assertThat(BY_CLASS.missing(Missing.values()[round % 6]).read(path).size()).isPositive();
            } catch (DataException e) {
                assertThat(e.getMessage()).contains("corrupt.csv").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
