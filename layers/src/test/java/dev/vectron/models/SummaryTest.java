package dev.vectron.models;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.rescaling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.layers.Dense;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SummaryTest {
    static Model fashion() {
        return Sequential.of(input(28, 28, 1), rescaling(1 / 255f), conv2D(16, 5).activation(RELU), maxPooling2D(2),
                conv2D(32, 3).activation(RELU), maxPooling2D(2), flatten(), dense(256).activation(RELU),
                dense(128).activation(RELU),
                dense(10).activation(SOFTMAX));
    }

    @Test
    void theFashionNetwork() {
        Model model = fashion();
        assertThat(model.parameterCount()).isEqualTo(244_298).isEqualTo(416 + 4_640 + 205_056 + 32_896 + 1_290);
        String[] parts = model.summary().split(" Training with batch 128: ");
        assertThat(parts[0]).isEqualTo("""
                Model: "sequential"
                ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
                ┃ Layer (type)                   ┃ Output Shape       ┃ Param # ┃ Parameters              ┃   FLOPs ┃
                ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
                │ rescaling (Rescaling)          │ (None, 28, 28, 1)  │       0 │                         │     784 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ conv2d (Conv2D)                │ (None, 24, 24, 16) │     416 │ 5·5·1·16 + 16 = 416     │ 460,800 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ max_pooling2d (MaxPooling2D)   │ (None, 12, 12, 16) │       0 │                         │   9,216 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ conv2d_1 (Conv2D)              │ (None, 10, 10, 32) │   4,640 │ 3·3·16·32 + 32 = 4,640  │ 921,600 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ max_pooling2d_1 (MaxPooling2D) │ (None, 5, 5, 32)   │       0 │                         │   3,200 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ flatten (Flatten)              │ (None, 800)        │       0 │                         │       0 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ dense (Dense)                  │ (None, 256)        │ 205,056 │ 800·256 + 256 = 205,056 │ 409,600 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ dense_1 (Dense)                │ (None, 128)        │  32,896 │ 256·128 + 128 = 32,896  │  65,536 │
                ├────────────────────────────────┼────────────────────┼─────────┼─────────────────────────┼─────────┤
                │ dense_2 (Dense)                │ (None, 10)         │   1,290 │ 128·10 + 10 = 1,290     │   2,560 │
                └────────────────────────────────┴────────────────────┴─────────┴─────────────────────────┴─────────┘
                 Total params: 244,298 (954.29 KB)
                 Trainable params: 244,298 (954.29 KB)
                 Non-trainable params: 0 (0.00 B)
                 FLOPs per sample: 1,873,296 (forward)
                """);
        double megabytes = Plan.training(model.graph(), 128, List.of()).bytes() / (1024.0 * 1024);
        assertThat(parts[1]).isEqualTo(String.format(Locale.ROOT,
                "%.2f MB (activations, gradients and workspace; without parameters and"
                + " optimizer)%n", megabytes).replace(System.lineSeparator(), "\n"));
        assertThat(megabytes).isBetween(5.0, 40.0);
        assertThat(model.summary(1)).contains(" Training with batch 1: ");
    }

    @Test
    void aFunctionalModelShowsItsConnections() {
        Node x = input(4, 4, 2);
        Dense shared = dense(2).anyRank();
        Node y = x.then(batchNormalization().named("bn"));
        Node z = add(y, x.then(shared), y.then(shared));
        Model model = Model.of(List.of(x), List.of(concatenate(z, x)));
        assertThat(model.summary().split(" FLOPs per sample")[0]).isEqualTo("""
                Model: "functional"
                ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━┳━━━━━━━━━━━━━━━━━━┓
                ┃ Layer (type)              ┃ Output Shape    ┃ Param # ┃ Parameters        ┃ FLOPs ┃ Connected to     ┃
                ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━╇━━━━━━━━━━━━━━━━━━┩
                │ input (InputLayer)        │ (None, 4, 4, 2) │       0 │                   │       │ -                │
                ├───────────────────────────┼─────────────────┼─────────┼───────────────────┼───────┼──────────────────┤
                │ bn (BatchNormalization)   │ (None, 4, 4, 2) │       8 │ 2 + 2 + 2 + 2 = 8 │    64 │ input            │
                ├───────────────────────────┼─────────────────┼─────────┼───────────────────┼───────┼──────────────────┤
                │ dense (Dense)             │ (None, 4, 4, 2) │       6 │ 2·2 + 2 = 6       │   128 │ input            │
                ├───────────────────────────┼─────────────────┼─────────┼───────────────────┼───────┼──────────────────┤
                │ dense (Dense)             │ (None, 4, 4, 2) │  shared │                   │   128 │ bn               │
                ├───────────────────────────┼─────────────────┼─────────┼───────────────────┼───────┼──────────────────┤
                │ add (Add)                 │ (None, 4, 4, 2) │       0 │                   │    64 │ bn, dense, dense │
                ├───────────────────────────┼─────────────────┼─────────┼───────────────────┼───────┼──────────────────┤
                │ concatenate (Concatenate) │ (None, 4, 4, 4) │       0 │                   │     0 │ add, input       │
                └───────────────────────────┴─────────────────┴─────────┴───────────────────┴───────┴──────────────────┘
                 Total params: 14 (56.00 B)
                 Trainable params: 10 (40.00 B)
                 Non-trainable params: 4 (16.00 B)
                """);
    }
}
