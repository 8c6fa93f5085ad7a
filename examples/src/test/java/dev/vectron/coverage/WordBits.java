package dev.vectron.coverage;

import dev.vectron.kernels.KernelsProvider;
import java.util.Map;
import java.util.TreeMap;

/** A program that prints which bits every word gives on some threads with this process's kernels. */
final class WordBits {
    private WordBits() {}

    /** By title; where asked for, only work that is divided into parts. */
    static Map<String, Long> of(int threads, boolean dividedOnly) {
        Map<String, Long> bits = new TreeMap<>();
        for (WordCase each : WordCases.all()) {
            if (each.divided() || !dividedOnly) {
                bits.put(each.title(), each.bits(KernelsProvider.best(), threads));
            }
        }
        return bits;
    }

    /**
     * Prints the lanes, then a line for each case.
     *
     * @param args the number of threads
     */
    public static void main(String[] args) {
        System.out.println(KernelsProvider.best().lanes());
        of(Integer.parseInt(args[0]), false).forEach((title, bits) -> System.out.println(title + "\t" + bits));
    }
}
