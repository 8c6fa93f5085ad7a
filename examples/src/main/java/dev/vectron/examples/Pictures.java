package dev.vectron.examples;

import dev.vectron.data.Dataset;

/**
 * The pictures that an exercise works on.
 *
 * @param dataset the name for {@code result.json}: {@code fashion-mnist}, or {@code generated} for the embedded default
 * @param name the name to print: {@code Fashion-MNIST}
 * @param train pictures to train on
 * @param test pictures to test with
 */
record Pictures(String dataset, String name, Dataset train, Dataset test) {}
