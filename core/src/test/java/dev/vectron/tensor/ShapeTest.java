package dev.vectron.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void knowsItsDimensions() {
        Shape s = Shape.of(28, 30, 3);
        assertThat(s.rank()).isEqualTo(3);
        assertThat(s.size()).isEqualTo(2520);
        assertThat(s.dim(0)).isEqualTo(28);
        assertThat(s.dim(-1)).isEqualTo(3);
        assertThat(s.dim(-3)).isEqualTo(28);
        assertThat(s).hasToString("[28, 30, 3]");
        assertThat(s.toBatchString()).isEqualTo("[batch, 28, 30, 3]");
        assertThat(Shape.scalar().toBatchString()).isEqualTo("[batch]");
        assertThatThrownBy(() -> s.dim(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> s.dim(-4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aScalarHasOneElement() {
        assertThat(Shape.of()).isSameAs(Shape.scalar());
        assertThat(Shape.scalar().size()).isEqualTo(1);
        assertThat(Shape.scalar().rank()).isZero();
    }

    @Test
    void isImmutableAndComparedByValue() {
        int[] dims = {2, 3};
        Shape s = Shape.of(dims);
        dims[0] = 9;
        s.dims()[1] = 9;
        assertThat(s).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
    }

    @Test
    void derivedShapes() {
        assertThat(Shape.of(2, 3).prepend(4)).isEqualTo(Shape.of(4, 2, 3));
        assertThat(Shape.scalar().prepend(4)).isEqualTo(Shape.of(4));
        assertThat(Shape.of(2, 3).with(0, 7)).isEqualTo(Shape.of(7, 3));
        assertThat(Shape.of(2, 3).with(-1, 7)).isEqualTo(Shape.of(2, 7));
    }

    @Test
    void refusesWhatNoArrayCanHold() {
        assertThatThrownBy(() -> Shape.of(3, 0)).isInstanceOf(ShapeException.class).hasMessage("Shape [3, 0]: every dimension must be at least 1.");
        assertThatThrownBy(() -> Shape.of(-1)).isInstanceOf(ShapeException.class);
        assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> Shape.of(65536, 32768)).isInstanceOf(ShapeException.class).hasMessageContaining("has more than 2147483647 elements");
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30)).isInstanceOf(ShapeException.class);
    }

    @Test
    void mismatchesNameTheLayersOnceKnown() {
        ShapeException plain = ShapeException.mismatch("[batch, features]", Shape.of(13, 13, 32), "put flatten() between them");
        assertThat(plain).hasMessage("expects [batch, features], got [batch, 13, 13, 32]; put flatten() between them.");
        assertThat(plain.in("Dense", "dense_1", "\"max_pooling2d_1\"")).hasMessage(
                "Dense \"dense_1\": expects [batch, features], got [batch, 13, 13, 32] from \"max_pooling2d_1\"; put flatten() between them.");
        assertThat(new ShapeException("too small").in("Dense", "dense", "\"x\"")).hasMessage("Dense \"dense\": too small");
    }
}
