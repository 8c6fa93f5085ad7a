package dev.vectron.layers.augmentation;

import dev.vectron.layers.Expect;
import dev.vectron.layers.Interpolation;
import dev.vectron.store.Config;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is read at places that are no pixels. Immutable and thread-safe.
 *
 * <p>A choice that is null, or a value that is not finite, is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Resampling black = new Resampling(FillMode.CONSTANT, 0, Interpolation.BILINEAR);
 * }
 *
 * @param fillMode what it is beyond its border
 * @param fillValue the value there for {@link FillMode#CONSTANT}
 * @param interpolation what it is between pixels
 */
public record Resampling(FillMode fillMode, float fillValue, Interpolation interpolation) {
    /** Checks that the choices are made and the value is finite. */
    public Resampling {
        Expect.given("Resampling", "fillMode", fillMode, "use REFLECT, CONSTANT, WRAP or NEAREST");
        Expect.finite("Resampling", "fillValue", fillValue);
        Expect.given("Resampling", "interpolation", interpolation, "use BILINEAR or NEAREST");
    }

    /** Keras's defaults: mirrored beyond the border, bilinear between pixels. */
    static final Resampling DEFAULT = new Resampling(FillMode.REFLECT, 0, Interpolation.BILINEAR);

    void writeTo(Map<String, @Nullable Object> config) {
        config.put("fill_mode", fillMode);
        config.put("fill_value", fillValue);
        config.put("interpolation", interpolation);
    }

    static Resampling readFrom(Config config) {
        return new Resampling(config.choice("fill_mode", FillMode.REFLECT), (float) config.number("fill_value", 0),
                config.choice("interpolation", Interpolation.BILINEAR));
    }
}
