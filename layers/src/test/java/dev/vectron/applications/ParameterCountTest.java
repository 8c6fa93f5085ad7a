package dev.vectron.applications;

import static dev.vectron.applications.Applications.alexNet;
import static dev.vectron.applications.Applications.googLeNet;
import static dev.vectron.applications.Applications.googLeNetCifar;
import static dev.vectron.applications.Applications.leNet5;
import static dev.vectron.applications.Applications.resNet18;
import static dev.vectron.applications.Applications.resNet20;
import static dev.vectron.applications.Applications.resNet32;
import static dev.vectron.applications.Applications.resNet56;
import static dev.vectron.applications.Applications.vgg11;
import static dev.vectron.applications.Applications.vgg11Cifar;
import static dev.vectron.applications.Applications.vgg16;
import static dev.vectron.applications.Applications.vgg16Cifar;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many parameters each network has: as published, and as its layers' sizes say. No parameter is allocated. */
class ParameterCountTest {
    /** Rows of the paper's table: input, #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj. */
    private static final int[][] INCEPTION = {
        {192, 64, 96, 128, 16, 32, 32}, {256, 128, 128, 192, 32, 96, 64},
        {480, 192, 96, 208, 16, 48, 64}, {512, 160, 112, 224, 24, 64, 64}, {512, 128, 128, 256, 24, 64, 64},
        {512, 112, 144, 288, 32, 64, 64}, {528, 256, 160, 320, 32, 128, 128},
        {832, 256, 160, 320, 32, 128, 128}, {832, 384, 192, 384, 48, 128, 128}};

    private static long convolution(int size, int in, int out) {
        return (long) size * size * in * out + out;
    }

    private static long kernel(int size, int in, int out) {
        return (long) size * size * in * out;
    }

    private static long dense(int in, int out) {
        return (long) in * out + out;
    }

    @Test
    void leNet5HasThePublishedNumber() {
        long count = convolution(5, 1, 6) + convolution(5, 6, 16) + dense(5 * 5 * 16, 120) + dense(120, 84)
                + dense(84, 10);
        assertThat(count).isEqualTo(156 + 2_416 + 48_120 + 10_164 + 850).isEqualTo(61_706);
        assertThat(leNet5().parameterCount()).isEqualTo(count);
        assertThat(leNet5().inputShape(28, 28, 1).parameterCount()).isEqualTo(count);
        assertThat(leNet5().inputShape(32, 32, 3).parameterCount()).isEqualTo(count + 2 * kernel(5, 1, 6));
    }

    @Test
    void alexNetForCifar() {
        long count = convolution(5, 3, 64) + convolution(5, 64, 192) + convolution(3, 192, 384)
                + convolution(3, 384, 256) + convolution(3, 256, 256) + dense(3 * 3 * 256, 1024) + dense(1024, 1024)
                + dense(1024, 10);
        assertThat(count).isEqualTo(5_871_434);
        assertThat(alexNet().parameterCount()).isEqualTo(count);
    }

    private static long vggConvolutions(int... filters) {
        long count = 0;
        int in = 3;
        for (int out : filters) {
            count += convolution(3, in, out);
            in = out;
        }
        return count;
    }

    @Test
    void vgg11HasThePublishedNumber() {
        long convolutions = vggConvolutions(64, 128, 256, 256, 512, 512, 512, 512);
        long count = convolutions + dense(7 * 7 * 512, 4096) + dense(4096, 4096) + dense(4096, 1000);
        assertThat(count).isEqualTo(132_863_336);
        assertThat(vgg11().parameterCount()).isEqualTo(count);

        int normalized = 64 + 128 + 2 * 256 + 4 * 512;
        long cifar = convolutions + 2 * normalized + dense(512, 10);
        assertThat(cifar).isEqualTo(9_231_114);
        assertThat(vgg11Cifar().trainableParameterCount()).isEqualTo(cifar);
        assertThat(vgg11Cifar().parameterCount()).isEqualTo(cifar + 2 * normalized).isEqualTo(9_236_618);
    }

    @Test
    void vgg16HasThePublishedNumber() {
        long convolutions = vggConvolutions(64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512);
        long count = convolutions + dense(7 * 7 * 512, 4096) + dense(4096, 4096) + dense(4096, 1000);
        assertThat(convolutions).as("Keras's VGG16 with include_top=False").isEqualTo(14_714_688);
        assertThat(count).isEqualTo(138_357_544);
        assertThat(vgg16().parameterCount()).isEqualTo(count);

        int normalized = 2 * 64 + 2 * 128 + 3 * 256 + 6 * 512;
        long cifar = convolutions + 2 * normalized + dense(512, 10);
        assertThat(cifar).isEqualTo(14_728_266);
        assertThat(vgg16Cifar().trainableParameterCount()).isEqualTo(cifar);
        assertThat(vgg16Cifar().parameterCount()).isEqualTo(cifar + 2 * normalized).isEqualTo(14_736_714);
    }

    private static long inceptionModules() {
        long count = 0;
        for (int[] row : INCEPTION) {
            count += convolution(1, row[0], row[1])
                    + convolution(1, row[0], row[2]) + convolution(3, row[2], row[3])
                    + convolution(1, row[0], row[4]) + convolution(5, row[4], row[5])
                    + convolution(1, row[0], row[6]);
        }
        return count;
    }

    /** The sums are those of the Caffe model bvlc_googlenet, which follows the paper's table. */
    @Test
    void googLeNetHasThePublishedNumber() {
        long stem = convolution(7, 3, 64) + convolution(1, 64, 64) + convolution(3, 64, 192);
        long main = stem + inceptionModules() + dense(1024, 1000);
        assertThat(main).isEqualTo(6_998_552);
        assertThat(googLeNet().auxiliaryClassifiers(false).parameterCount()).isEqualTo(main);

        long auxiliaries = convolution(1, 512, 128) + convolution(1, 528, 128)
                + 2 * (dense(4 * 4 * 128, 1024) + dense(1024, 1000));
        assertThat(main + auxiliaries).isEqualTo(13_378_280);
        assertThat(googLeNet().parameterCount()).isEqualTo(main + auxiliaries);
    }

    @Test
    void googLeNetForCifar() {
        int normalized = 64 + 64 + 192 + 2 * 128;
        for (int[] row : INCEPTION) {
            normalized += row[1] + row[2] + row[3] + row[4] + row[5] + row[6];
        }
        long count = convolution(3, 3, 64) + convolution(1, 64, 64) + convolution(3, 64, 192) + inceptionModules()
                + dense(1024, 10) + convolution(1, 512, 128) + convolution(1, 528, 128)
                + 2 * (dense(2 * 2 * 128, 1024) + dense(1024, 10));
        assertThat(googLeNetCifar().batchNormalization(false).parameterCount()).isEqualTo(count);
        assertThat(googLeNetCifar().trainableParameterCount()).isEqualTo(count + 2 * normalized)
                .isEqualTo(7_195_694);
        assertThat(googLeNetCifar().parameterCount()).isEqualTo(count + 4 * normalized).isEqualTo(7_210_766);
    }

    /** Two convolutions with normalization; where the filters double, the shortcut has a third. */
    private static long block(int in, int out) {
        return kernel(3, in, out) + kernel(3, out, out) + 4 * out + (in == out ? 0 : kernel(1, in, out) + 2 * out);
    }

    /** torchvision's resnet18 says 11,689,512; Keras's total would count the moving statistics as well. */
    @Test
    void resNet18HasThePublishedNumber() {
        long count = kernel(7, 3, 64) + 2 * 64 + 2 * block(64, 64) + block(64, 128) + block(128, 128)
                + block(128, 256) + block(256, 256) + block(256, 512) + block(512, 512) + dense(512, 1000);
        assertThat(count).isEqualTo(11_689_512);
        assertThat(resNet18().trainableParameterCount()).isEqualTo(count);

        int normalized = 64 + 4 * 64 + 5 * 128 + 5 * 256 + 5 * 512;
        assertThat(2 * normalized).isEqualTo(9_600);
        assertThat(resNet18().parameterCount()).isEqualTo(count + 9_600);
    }

    @Test
    void residualNetworksForCifar() {
        assertThat(cifarResNet(3)).isEqualTo(272_474);
        assertThat(cifarResNet(5)).isEqualTo(466_906);
        assertThat(cifarResNet(9)).isEqualTo(855_770);
        assertThat(resNet20().trainableParameterCount()).isEqualTo(cifarResNet(3));
        assertThat(resNet32().trainableParameterCount()).isEqualTo(cifarResNet(5));
        assertThat(resNet56().trainableParameterCount()).isEqualTo(cifarResNet(9));

        long shortcuts = kernel(1, 16, 32) + 2 * 32 + kernel(1, 32, 64) + 2 * 64;
        assertThat(cifarResNet(3) - shortcuts).as("0.27 million, the paper's, with option A").isEqualTo(269_722);
        assertThat(cifarResNet(5) - shortcuts).as("0.46 million").isEqualTo(464_154);
        assertThat(cifarResNet(9) - shortcuts).as("0.85 million").isEqualTo(853_018);

        int normalized = 16 + 6 * (16 + 32 + 64) + 32 + 64;
        assertThat(resNet20().parameterCount()).isEqualTo(272_474 + 2 * normalized).isEqualTo(274_042);
        assertThat(resNet32().parameterCount()).isEqualTo(469_370);
        assertThat(resNet56().parameterCount()).isEqualTo(860_026);
    }

    private static long cifarResNet(int n) {
        return kernel(3, 3, 16) + 2 * 16 + n * block(16, 16) + block(16, 32) + (n - 1) * block(32, 32)
                + block(32, 64) + (n - 1) * block(64, 64) + dense(64, 10);
    }
}
