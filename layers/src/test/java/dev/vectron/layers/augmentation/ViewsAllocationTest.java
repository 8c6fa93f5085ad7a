package dev.vectron.layers.augmentation;

import static dev.vectron.layers.Layers.randomBrightness;
import static dev.vectron.layers.Layers.randomContrast;
import static dev.vectron.layers.Layers.randomCrop;
import static dev.vectron.layers.Layers.randomErasing;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomRotation;
import static dev.vectron.layers.Layers.randomTranslation;
import static dev.vectron.layers.Layers.randomZoom;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.data.Epoch;
import dev.vectron.layers.Trial;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Reading from views that vary and mix samples allocates nothing once each thread has its arrays. */
class ViewsAllocationTest {
    private static final int MOST_PASSES = 300;
    private static final int QUIET_PASSES = 40;
    private static final int SAMPLES = 20;

    @Test
    void readingAllocatesNothing() {
        Tensor x = Tensor.of(Shape.of(SAMPLES, 9, 8, 3), Trial.random(1, SAMPLES * 9 * 8 * 3));
        Dataset data = ArrayDataset.of(x, new int[SAMPLES]).map(randomFlip()).map(randomTranslation(0.1, 0.1))
                .map(randomRotation(0.1)).map(randomZoom(0.1, 0.2)).map(randomCrop(7, 6)).map(randomContrast(0.1))
                .map(randomBrightness(0.1)).map(randomErasing().factor(1, 1)).oneHot(3).mixUp().cutMix();
        float[] to = new float[data.inputShape().size()];
        float[] target = new float[3];
        Epoch epoch = Epoch.of(1, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int quiet = 0;
        // The compiler may allocate once or twice on our account while it replaces a method.
        for (int i = 0; i < MOST_PASSES && quiet < QUIET_PASSES; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int sample = 0; sample < SAMPLES; sample++) {
                data.readInput(0, sample, epoch, to, 0);
                data.readTarget(0, sample, epoch, target, 0);
            }
            quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        assertThat(quiet).as("passes in a row that allocated nothing").isEqualTo(QUIET_PASSES);
    }
}
