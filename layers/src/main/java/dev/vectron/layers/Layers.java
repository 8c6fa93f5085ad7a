package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.function.Function;

/**
 * The layers in Keras's words; import them statically. Options are methods that return a changed copy. Each family of
 * words has a file of its own, which this class inherits.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(
 *         input(28, 28, 1), rescaling(1 / 255f),
 *         conv2D(16, 5).activation(RELU), maxPooling2D(2),
 *         flatten(), dense(10).activation(SOFTMAX));
 *
 * Node x = input(32, 32, 3);                                        // the same word begins a functional model
 * Node y = add(x, x.then(conv2D(3, 3).padding(SAME))).then(relu());
 * Model functional = Model.of(x, y);
 * }
 */
public final class Layers extends AugmentationWords {
    private static final Registry<Layer> TYPES = new Registry<>("layer", "Layers.register");

    static {
        registerCore(TYPES);
        registerConvolution(TYPES);
        registerPooling(TYPES);
        registerNormalization(TYPES);
        registerRegularization(TYPES);
        registerActivation(TYPES);
        registerReshaping(TYPES);
        registerMerging(TYPES);
        registerRecurrent(TYPES);
        registerAugmentation(TYPES);
    }

    private Layers() {}

    /**
     * Makes a layer of one's own known to model files.
     *
     * {@snippet :
     * Layers.register("Swish", config -> new Swish(config.number("beta", 1)));
     * }
     *
     * @param className what its {@link Layer#className} says
     * @param factory makes it from the options that its {@link Layer#config} says
     * @throws IllegalArgumentException if there is a layer of that name
     */
    public static void register(String className, Function<Config, ? extends Layer> factory) {
        TYPES.register(className, factory);
    }

    /**
     * Makes a layer from its description in a file.
     *
     * @param config the class name and the options
     * @return the layer
     * @throws IllegalArgumentException if the class is not known, or an option is missing, wrong or unknown
     */
    public static Layer fromConfig(Config config) {
        return TYPES.create(config);
    }
}
