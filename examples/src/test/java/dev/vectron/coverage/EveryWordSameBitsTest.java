package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.coverage.Vocabulary.Kind;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.normalization.Normalization;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every word, with default and other options, gives the same bits on any number of threads and with vectors of any
 * width.
 */
class EveryWordSameBitsTest {
    private static final int MOST_NAMED = 20;
    /** Stands for add() within a plan, where shapes differ; no word gives it. */
    private static final String WITHIN_PLANS = "dev.vectron.layers.merging.Sum";

    @Test
    void theBitsDependNeitherOnThreadsNorOnLanes() throws IOException, InterruptedException {
        Map<String, Long> expected = WordBits.of(1, false);
        for (int threads : new int[] {2, 7}) {
            assertThat(differences(WordBits.of(threads, true), expected)).as(threads + " threads").isEmpty();
        }
        int own = KernelsProvider.best().lanes();
        for (int lanes : new int[] {0, 4, 8}) {
            if (lanes < own) {
                Map<String, Long> bits = inProcessOf(lanes);
                assertThat(bits.keySet()).isEqualTo(expected.keySet());
                assertThat(differences(bits, expected)).as(lanes + " lanes, 3 threads").isEmpty();
            }
        }
    }

    private static List<String> differences(Map<String, Long> bits, Map<String, Long> expected) {
        return bits.keySet().stream().filter(title -> !bits.get(title).equals(expected.get(title)))
            .limit(MOST_NAMED).toList();
    }

    private static Map<String, Long> inProcessOf(int lanes) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(ChildProcess.lines(WordBits.class,
            List.of("-Dvectron.lanes=" + lanes), "3"));
        assertThat(lines.removeFirst()).isEqualTo(String.valueOf(lanes));
        Map<String, Long> bits = new HashMap<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            bits.put(line.substring(0, tab), Long.parseLong(line.substring(tab + 1)));
        }
        return bits;
    }

    /** Else the test above would pass over a word or an option. */
    @Test
    void everyWordIsAtWork() {
        Set<Object> atWork = WordCases.all().stream().map(WordCase::word).collect(Collectors.toSet());
        List<String> missing = Variations.all().stream().filter(word -> !atWork.contains(word) && !cannotWork(word))
            .map(Object::toString).toList();
        assertThat(missing).isEmpty();
        Set<Class<?>> classes = atWork.stream().map(Object::getClass).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        for (Class<?> type : Vocabulary.classes()) {
            Kind kind = Vocabulary.kindOf(type);
            if (Modifier.isPublic(type.getModifiers()) && kind != null && kind != Kind.CALLBACK
                && !WITHIN_PLANS.equals(type.getName())
                && !classes.contains(type)) {
                unknown.add(type.getName());
            }
        }
        assertThat(unknown).isEmpty();
    }

    /**
     * A normalization that has seen no data, or pictures of another kind; a constraint of axes that weights have not.
     */
    private static boolean cannotWork(Object word) {
        return word instanceof Normalization || Vocabulary.kindOf(word.getClass()) == Kind.CONSTRAINT
            && word.toString().contains("axes=[");
    }
}
