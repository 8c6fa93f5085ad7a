package dev.vectron.datasets;

import dev.vectron.data.Dataset;
import java.util.List;

/**
 * A data set in its two published parts.
 *
 * <p>Throws no exception; what loads it does. Immutable and thread-safe.
 *
 * {@snippet :
 * TrainAndTest data = FashionMnist.load();
 * Dataset train = data.train();       // 60,000 pictures [28, 28, 1], values 0…255
 * }
 *
 * @param name the folder's name, such as {@code fashion-mnist}, or {@code generated}
 * @param train the training part
 * @param test the test part
 * @param origin where it comes from: the folder, or how it was generated
 */
public record TrainAndTest(String name, Dataset train, Dataset test, String origin) {
    /** {@return the names of the classes in label order} */
    public List<String> classNames() {
        return train.classNames();
    }
}
