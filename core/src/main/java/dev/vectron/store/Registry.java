package dev.vectron.store;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Makes objects of one kind from their descriptions: a factory for each class name.
 *
 * <p>What the library brings is there from the beginning; users add theirs by {@link #register}. Thread-safe.
 *
 * {@snippet :
 * Registry<Layer> layers = new Registry<>("layer", "Layers.register");
 * layers.register("Swish", config -> new Swish(config.number("beta", 1)));
 * Layer swish = layers.create(Config.parse("Swish", "layer"));
 * }
 *
 * @param <T> what is made
 */
public final class Registry<T> {
    private final String kind;
    private final String registration;
    private final Map<String, Function<Config, ? extends T>> factories = new ConcurrentHashMap<>();

    /**
     * A registry without factories.
     *
     * @param kind what is made, for messages: {@code layer}
     * @param registration what a user calls to add a class of their own: {@code Layers.register}
     */
    public Registry(String kind, String registration) {
        this.kind = kind;
        this.registration = registration;
    }

    /**
     * Adds a class.
     *
     * @param className its name in files
     * @param factory makes an object from its options; it reads every one of them
     * @throws IllegalArgumentException if there is a class of that name already
     */
    public void register(String className, Function<Config, ? extends T> factory) {
        if (factories.putIfAbsent(className, factory) != null) {
            throw new IllegalArgumentException("The " + kind + " \"" + className
                    + "\" is there already; register yours under another name.");
        }
    }

    /** {@return the names of all classes, sorted} */
    public Iterable<String> classNames() {
        return new TreeSet<>(factories.keySet());
    }

    /**
     * Makes an object.
     *
     * @param config its class name and options
     * @return the object
     * @throws IllegalArgumentException if the class is not known, an option is missing, wrong or unknown
     */
    public T create(Config config) {
        Function<Config, ? extends T> factory = factories.get(config.className());
        if (factory == null) {
            throw new IllegalArgumentException("There is no " + kind + " \"" + config.className()
                    + "\"; if it is one of your own, call " + registration + "(\"" + config.className()
                    + "\", config -> …) first.");
        }
        T made = factory.apply(config);
        config.requireAllRead();
        return made;
    }
}
