package dev.vectron.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vectron.activations.Elementwise;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixPartsTest {
    private static final Kernels KERNELS = KernelsProvider.best();

    @Test
    void partsOfALargePackedProductTogetherAreTheWhole() {
        assertEquals(8, MatrixParts.packedCount(300, 1100, 420));
        compare(300, 1100, 420);
    }

    @Test
    void aLargePackedProductOfFewRowsHasManyParts() {
        assertEquals(16, MatrixParts.packedCount(70, 1000, 2000));
        compare(70, 1000, 2000);
    }

    private static void compare(int m, int n, int k) {
        float[] a = random(m * k);
        float[] b = random(k * n);
        float[] packed = new float[Kernels.packedMatrixSize(k, n)];
        float[] scratch = new float[MatrixParts.scratch(n)];
        KERNELS.packMatrix(false, k, n, b, 0, n, packed, 0);
        float[] parts = new float[m * n];
        for (int part = 0; part < MatrixParts.packedCount(m, n, k); part++) {
            MatrixParts.runPacked(KERNELS, part, m, n, k, a, 0, packed, 0, parts, 0, null, 0, FusedActivation.NONE,
                    scratch, 0);
        }
        float[] whole = new float[m * n];
        Elementwise none = FusedActivation.NONE;
        KERNELS.gemm(false, false, m, n, k, a, 0, k, b, 0, n, 0, whole, 0, n, null, 0, none.function(), none.slope(),
                scratch, 0);
        assertArrayEquals(whole, parts);
    }

    private static float[] random(int size) {
        Random random = new Random(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
