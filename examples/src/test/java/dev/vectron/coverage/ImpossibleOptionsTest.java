package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.layers.ParameterOptions;
import dev.vectron.layers.Window;
import dev.vectron.layers.augmentation.Resampling;
import dev.vectron.layers.recurrent.RecurrentOptions;
import dev.vectron.optimizers.OptimizerOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No word and no option takes NaN, or null where it is not said that null may come: the error comes at once, where the
 * user wrote it, and says what came. Words and options are found by reflection, so that none can be forgotten.
 */
class ImpossibleOptionsTest {
    /** Options that several others are gathered in: made by the library, or by who knows it well. */
    private static final Set<Class<?>> GATHERED = Set.of(ParameterOptions.class, Window.class, Resampling.class,
        RecurrentOptions.class, OptimizerOptions.class);

    private static final Map<Method, Object> METHODS = Variations.methods();

    /** One way to call a method, with one argument that cannot be. */
    private record Attempt(Method method, @Nullable Object target, Object[] arguments, String came) {
        /** What is wrong with the answer; empty if it is as it should be. */
        String problem() {
            try {
                method.invoke(target, arguments);
                return "takes " + came;
            } catch (InvocationTargetException e) {
                Throwable thrown = e.getCause();
                boolean clear = thrown instanceof IllegalArgumentException && thrown.getMessage().contains(came);
                return clear ? "" : came + " gives " + thrown;
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void noNumberMayBeNaN() {
        assertThat(problems(Map.of(double.class, Double.NaN, float.class, Float.NaN), "NaN")).isEmpty();
    }

    @Test
    void noListOfNumbersMayHoldNaN() {
        assertThat(problems(Map.of(double[].class, new double[] {Double.NaN, 0.1}, float[].class,
            new float[] {Float.NaN, 0.1f}), "NaN")).isEmpty();
    }

    @Test
    void nothingMayBeNullUnlessItIsSaid() {
        List<String> tried = new ArrayList<>();
        Map<String, String> problems = new TreeMap<>();
        for (Method method : METHODS.keySet()) {
            for (int p = 0; p < method.getParameterCount(); p++) {
                Class<?> type = method.getParameterTypes()[p];
                boolean mayBeNull = method.getAnnotatedParameterTypes()[p].isAnnotationPresent(Nullable.class);
                if (!type.isPrimitive() && !type.isArray() && !GATHERED.contains(type) && !mayBeNull) {
                    tried.add(name(method));
                    attempt(method, p, null, "null", problems);
                }
            }
        }
        assertThat(tried).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    private static Map<String, String> problems(Map<Class<?>, Object> wrong, String came) {
        int tried = 0;
        Map<String, String> problems = new TreeMap<>();
        for (Method method : METHODS.keySet()) {
            for (int p = 0; p < method.getParameterCount(); p++) {
                Object value = wrong.get(method.getParameterTypes()[p]);
                if (value != null) {
                    tried++;
                    attempt(method, p, value, came, problems);
                }
            }
        }
        assertThat(tried).isPositive();
        return problems;
    }

    private static void attempt(Method method, int place, @Nullable Object value, String came, Map<String,
        String> problems) {
        Object target = METHODS.get(method);
        Object[] arguments = Variations.possibleArguments(method, target);
        if (arguments == null) {
            return; // made from files, data or other things that a test of their own covers
        }
        arguments[place] = value;
        String problem = new Attempt(method, target, arguments, came).problem();
        if (!problem.isEmpty()) {
            problems.put(name(method) + " argument " + place, problem);
        }
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
            + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    }
}
