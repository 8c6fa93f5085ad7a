package dev.vectron.bench.speed;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.leakyRelu;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.relu;

import dev.vectron.graph.Node;
import dev.vectron.layers.Conv2D;
import dev.vectron.layers.Padding;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.Optimizers;
import java.util.Locale;

/** The models that are timed; the last layer yields logits, as in the peers. */
enum SpeedModel {
    /** A perceptron of three layers for 28×28 values. */
    M1(128) {
        @Override
        Model build() {
            return Sequential.of(input(784), dense(256).activation(RELU), dense(128).activation(RELU), dense(10));
        }
    },
    /** Two convolutions and three dense layers, for 28×28 grey pictures. */
    M2(128) {
        @Override
        Model build() {
            return twoConvolutions(input(28, 28, 1));
        }
    },
    /** M2 for 32×32 coloured pictures. */
    M3(128) {
        @Override
        Model build() {
            return twoConvolutions(input(32, 32, 3));
        }
    },
    /** Six convolutions with batch normalization and dropout, for 32×32 coloured pictures. */
    M4(128) {
        @Override
        Model build() {
            Node in = input(32, 32, 3);
            Node x = in;
            for (int filters : new int[] {32, 64, 64}) {
                x = x.then(conv2D(filters, 3).padding(Padding.SAME)).then(leakyRelu())
                        .then(conv2D(filters, 3).padding(Padding.SAME)).then(batchNormalization()).then(leakyRelu())
                        .then(maxPooling2D(2)).then(dropout(0.25));
            }
            x = x.then(flatten());
            for (int units : new int[] {256, 128}) {
                x = x.then(dense(units)).then(batchNormalization()).then(leakyRelu());
            }
            return Model.of(in, x.then(dense(10)));
        }
    },
    /** Two wide convolutions for 64×64 coloured pictures of six classes. */
    M5(32) {
        @Override
        Model build() {
            return Sequential.of(input(64, 64, 3), conv2D(32, 3).activation(RELU), conv2D(32, 3).activation(RELU),
                    maxPooling2D(2), flatten(), dense(6));
        }

        @Override
        Optimizer optimizer() {
            return Optimizers.sgd(0.01);
        }
    },
    /** ResNet-20 for 32×32 coloured pictures. */
    M6(128) {
        @Override
        Model build() {
            Node in = input(32, 32, 3);
            Node x = in.then(convolution(16, 3)).then(batchNormalization()).then(relu());
            for (int stage = 0; stage < 3; stage++) {
                for (int block = 0; block < 3; block++) {
                    x = residual(x, 16 << stage, stage > 0 && block == 0 ? 2 : 1);
                }
            }
            return Model.of(in, x.then(globalAveragePooling2D()).then(dense(10)));
        }
    };

    private final int batch;

    SpeedModel(int batch) {
        this.batch = batch;
    }

    /** The model with initial values of seed 0. */
    abstract Model build();

    Optimizer optimizer() {
        return Optimizers.adam(1e-3);
    }

    /** The batch size of training. */
    int batch() {
        return batch;
    }

    /** The name in cases: {@code m1}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Model twoConvolutions(Node input) {
        return Sequential.of(input, conv2D(16, 5).activation(RELU), maxPooling2D(2), conv2D(32, 3).activation(RELU),
                maxPooling2D(2), flatten(), dense(256).activation(RELU), dense(128).activation(RELU), dense(10));
    }

    private static Conv2D convolution(int filters, int kernelSize) {
        return conv2D(filters, kernelSize).padding(Padding.SAME).useBias(false);
    }

    private static Node residual(Node x, int filters, int stride) {
        Node y = x.then(convolution(filters, 3).strides(stride)).then(batchNormalization()).then(relu())
                .then(convolution(filters, 3)).then(batchNormalization());
        boolean projected = stride != 1 || x.shape().dim(-1) != filters;
        Node shortcut = projected ? x.then(convolution(filters, 1).strides(stride)).then(batchNormalization()) : x;
        return add(y, shortcut).then(relu());
    }
}
