package dev.vectron.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void isRowMajor() {
        Tensor t = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertThat(t.get(0, 2)).isEqualTo(3);
        assertThat(t.get(1, 0)).isEqualTo(4);
        t.set(9, 1, 2);
        assertThat(t.values()).containsExactly(1, 2, 3, 4, 5, 9);
        assertThat(Tensor.of(Shape.scalar(), 7).get()).isEqualTo(7);
        assertThat(t.size()).isEqualTo(6);
    }

    @Test
    void sharesItsArrayUnlessCopied() {
        float[] values = {1, 2, 3, 4};
        Tensor t = Tensor.of(Shape.of(4), values);
        assertThat(t.values()).isSameAs(values);
        assertThat(t.reshape(Shape.of(2, 2)).values()).isSameAs(values);
        Tensor copy = t.copy();
        copy.set(9, 0);
        assertThat(t.get(0)).isEqualTo(1);
        assertThat(copy.shape()).isEqualTo(t.shape());
    }

    @Test
    void factoriesFill() {
        assertThat(Tensor.zeros(Shape.of(3)).values()).containsExactly(0, 0, 0);
        assertThat(Tensor.full(Shape.of(2), 0.5f).values()).containsExactly(0.5f, 0.5f);
    }

    @Test
    void wrongSizesAndIndicesAreNamed() {
        assertThatThrownBy(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3)).isInstanceOf(ShapeException.class)
                .hasMessage("Tensor: shape [2, 2] needs 4 values, got 3.");
        Tensor t = Tensor.zeros(Shape.of(2, 3));
        assertThatThrownBy(() -> t.reshape(Shape.of(5))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> t.get(1)).isInstanceOf(ShapeException.class).hasMessage("Tensor of shape [2, 3]: expects 2 indices, got 1.");
        assertThatThrownBy(() -> t.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class).hasMessage("Tensor of shape [2, 3]: index 3 on axis 1.");
        assertThatThrownBy(() -> t.set(1, -1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void printsItsFirstValues() {
        assertThat(Tensor.of(Shape.of(2), 1, 2)).hasToString("Tensor[2][1.0, 2.0]");
        assertThat(Tensor.zeros(Shape.of(13)).toString()).startsWith("Tensor[13][0.0, ").endsWith(", 0.0, …]");
    }
}
