package dev.vectron.coverage;

import dev.vectron.activations.Activation;
import dev.vectron.constraints.Constraints;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Regularizer;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Extent;
import dev.vectron.layers.Layers;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.layers.recurrent.Recurrent;
import dev.vectron.layers.recurrent.StatePart;
import dev.vectron.layers.recurrent.StatePart.Part;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metric;
import dev.vectron.metrics.Metrics;
import dev.vectron.optimizers.Optimizers;
import dev.vectron.regularizers.Regularizers;
import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.schedules.Schedules;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects of the whole vocabulary, with default and with other options: what the words give for several arguments, and
 * what the withers of that give. Found by reflection, so that no word and no option can be forgotten.
 */
final class Variations {
    private static final List<Class<?>> WORDS = List.of(Layers.class, Activation.class, Initializers.class,
        Regularizers.class, Constraints.class, Losses.class, Metrics.class, Optimizers.class, Schedules.class);
    /**
     * Arguments to try, by the parameter's type; the first is taken for all parameters of a method, then the second,
     * and so on.
     */
    private static final Map<Class<?>, List<Object>> ARGUMENTS = Map.ofEntries(
        Map.entry(int.class, List.of(3, 2, 1, 0, -1)), Map.entry(long.class, List.of(3L, 2L)),
        Map.entry(boolean.class, List.of(true, false)),
        Map.entry(double.class, List.of(0.37, 0.7, 2.5, 0.0, -0.3)),
        Map.entry(float.class, List.of(0.37f, 0.7f, 2.5f, 0f)),
        Map.entry(String.class, List.of("bias", "kernel")),
        Map.entry(String[].class, List.of(new String[] {"bias"}, new String[] {"bias", "gamma"})),
        Map.entry(int[].class,
        List.of(new int[] {4}, new int[] {0}, new int[] {2, 1}, new int[] {1, 2, 3}, new int[] {2, 2, 1, 1})),
        Map.entry(double[].class, List.of(new double[] {0.5, 0.25}, new double[] {0.5}, new double[] {0.3, 0.2, 0.1})),
        Map.entry(float[].class, List.of(new float[] {0.5f, 0.25f}, new float[] {0.5f})),
        Map.entry(Activation.class, List.of(Activation.TANH, Activation.leakyRelu(0.1))),
        Map.entry(Layer.class, List.of(Layers.dense(2), Layers.dropout(0.25))),
        Map.entry(Recurrent.class, List.of(Layers.lstm(2), Layers.simpleRNN(3).goBackwards(true))),
        Map.entry(Initializer.class, List.of(Initializers.heNormal(), Initializers.constant(0.1f))),
        Map.entry(Regularizer.class, List.of(Regularizers.l1l2(0.1, 0.2), Regularizers.l2())),
        Map.entry(Constraint.class, List.of(Constraints.maxNorm(1.5), Constraints.nonNegative())),
        Map.entry(ParameterOptions.class,
        List.of(new ParameterOptions(Initializers.heNormal(), Regularizers.l1(0.3), Constraints.unitNorm()))),
        Map.entry(Extent.class, List.of(new Extent(2, 3), new Extent(1, 1))),
        Map.entry(Loss.class, List.of(Losses.huber().delta(0.5), Losses.meanSquaredError())),
        Map.entry(Metric.class, List.of(Metrics.topKAccuracy(3), Metrics.accuracy())),
        Map.entry(LearningRateSchedule.class, List.of(Schedules.cosineDecay(0.1, 50), Schedules.constant(0.02))));

    /** What no word gives by itself, or not with other options for these arguments. */
    private static final List<Object> FURTHER = List.of(new StatePart(Part.H, 1, false), new StatePart(Part.C, 2, true),
        Layers.dropConnect(0.25, Layers.conv2D(4, 3)),
        Schedules.piecewiseConstantDecay(new int[] {3, 7}, 0.3, 0.2, 0.1));

    private Variations() {}

    /** What the words give. */
    static Set<Object> ofWords() {
        Set<Object> plain = new LinkedHashSet<>(FURTHER);
        for (Class<?> words : WORDS) {
            for (Method word : words.getMethods()) {
                if (Modifier.isStatic(word.getModifiers()) && isWord(word.getReturnType())) {
                    plain.addAll(results(word, null));
                }
            }
            for (Field constant : words.getFields()) {
                if (Modifier.isStatic(constant.getModifiers()) && isWord(constant.getType())) {
                    plain.add(valueOf(constant));
                }
            }
        }
        return plain;
    }

    /** Everything that the words give, and everything that one or several withers make of it. */
    static Set<Object> all() {
        Set<Object> plain = ofWords();
        Set<Object> varied = new LinkedHashSet<>(plain);
        for (Object each : plain) {
            Object changed = each;
            for (Method wither : withers(each.getClass())) {
                varied.addAll(results(wither, each));
                List<Object> further = results(wither, changed);
                changed = further.isEmpty() ? changed : further.getFirst();
            }
            varied.add(changed);
        }
        return varied;
    }

    /** Every word, and every wither of each class that they give, with an object that has it (null for words). */
    static Map<Method, Object> methods() {
        Map<Method, Object> methods = new LinkedHashMap<>();
        for (Class<?> words : WORDS) {
            for (Method word : words.getMethods()) {
                if (Modifier.isStatic(word.getModifiers()) && isWord(word.getReturnType())) {
                    methods.put(word, null);
                }
            }
        }
        for (Object each : ofWords()) {
            withers(each.getClass()).forEach(wither -> methods.putIfAbsent(wither, each));
        }
        methods.keySet().forEach(method -> method.setAccessible(true));
        return methods;
    }

    /** The first arguments that a method takes, or null if there is a parameter for whose type none are known. */
    static Object[] possibleArguments(Method method, Object target) {
        if (arguments(method, 0) == null) {
            return null;
        }
        int most = Arrays.stream(method.getParameterTypes()).mapToInt(t -> candidates(t).size()).max().orElse(1);
        for (int i = 0; i < most; i++) {
            Object[] arguments = arguments(method, i);
            try {
                method.invoke(target, arguments);
                return arguments;
            } catch (InvocationTargetException e) {
                continue; // the next may suit
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(method + " takes none of the arguments that are tried");
    }

    private static boolean isWord(Class<?> type) {
        return Vocabulary.kindOf(type) != null;
    }

    /** The public methods that give a changed copy, in an order of their own. */
    private static List<Method> withers(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isBridge())
            .filter(m -> m.getReturnType() != Object.class && isWord(m.getReturnType())
            || m.getReturnType() == Object.class)
            .filter(m -> !m.getName().equals("named") && !m.getName().equals("frozen"))
            .sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
    }

    /** What a method gives for each of the arguments tried; those that it refuses give nothing. */
    private static List<Object> results(Method method, Object target) {
        List<Object> results = new ArrayList<>();
        int most = Arrays.stream(method.getParameterTypes()).mapToInt(t -> candidates(t).size()).max().orElse(1);
        for (int i = 0; i < most; i++) {
            Object[] arguments = arguments(method, i);
            if (arguments == null) {
                return results;
            }
            try {
                method.setAccessible(true);
                Object result = method.invoke(target, arguments);
                if (result != null && (target == null || result.getClass() == target.getClass())) {
                    results.add(result);
                }
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new AssertionError(method + " refuses " + Arrays.deepToString(arguments) + " by "
                        + e.getCause(), e);
                }
            } catch (IllegalAccessException | IllegalArgumentException e) {
                throw new AssertionError(method + " does not take " + Arrays.deepToString(arguments), e);
            }
        }
        return results;
    }

    /** The i-th arguments, or null if there is a parameter for whose type none are known. */
    private static Object[] arguments(Executable method, int i) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int p = 0; p < types.length; p++) {
            List<?> candidates = candidates(types[p]);
            if (candidates.isEmpty()) {
                return null;
            }
            arguments[p] = candidates.get(i % candidates.size());
        }
        return arguments;
    }

    private static List<?> candidates(Class<?> type) {
        return type.isEnum() ? Arrays.asList(type.getEnumConstants()) : ARGUMENTS.getOrDefault(type, List.of());
    }

    private static Object valueOf(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
