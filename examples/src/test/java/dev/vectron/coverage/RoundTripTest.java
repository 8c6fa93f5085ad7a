package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.constraints.Constraints;
import dev.vectron.coverage.Vocabulary.Kind;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Layers;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metrics;
import dev.vectron.optimizers.Optimizers;
import dev.vectron.regularizers.Regularizers;
import dev.vectron.schedules.Constant;
import dev.vectron.schedules.Schedules;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every word, with default and other options, comes back from its description in a file as an equal object. */
class RoundTripTest {
    private static final Map<Kind, Function<Config,
        ?>> REGISTRIES = Map.of(Kind.ACTIVATION, Layers::fromConfig, Kind.LAYER, Layers::fromConfig,
        Kind.LOSS, Losses::fromConfig, Kind.INITIALIZER, Initializers::fromConfig, Kind.REGULARIZER,
        Regularizers::fromConfig,
        Kind.CONSTRAINT, Constraints::fromConfig, Kind.METRIC, Metrics::fromConfig, Kind.OPTIMIZER,
        Optimizers::fromConfig, Kind.SCHEDULE, Schedules::fromConfig);

    /** Classes and options that files do not know, with the reason. */
    private static final Map<String, String> NOT_IN_FILES = Map.of(
        "dev.vectron.layers.merging.Sum", "stands for add() within a plan, where shapes differ",
        "dev.vectron.layers.Add.activation", "set where a plan fuses the layer with the activation behind it",
        "dev.vectron.layers.BatchNormalization.activation",
        "set where a plan fuses the layer with the activation behind it",
        "dev.vectron.layers.MaxPooling2D.activation", "set where a plan fuses the layer with the activation behind it");

    private static final Set<Object> VARIATIONS = Variations.all();

    @Test
    void everyVariationComesBack() {
        List<String> wrong = new ArrayList<>();
        for (Object each : VARIATIONS) {
            if (each instanceof Constant) {
                continue; // a file holds its number alone, within an optimizer's options
            }
            if (each instanceof Configured object) {
                String problem = roundTrip(object);
                if (!problem.isEmpty()) {
                    wrong.add(problem);
                }
            } else {
                wrong.add(each + " is not Configured");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String roundTrip(Configured object) {
        String text = "";
        try {
            text = Json.write(Config.toJson(object));
            Object back = REGISTRIES.get(Vocabulary.kindOf(object.getClass()))
                .apply(Config.parse(Json.parse(text), "test"));
            return back.equals(object) ? "" : object + " came back as " + back + " from " + text;
        } catch (RuntimeException e) {
            return object + " did not come back from " + text + ": " + e;
        }
    }

    /** Else the test above would pass over a class or an option. */
    @Test
    void everyPublicClassAndOptionIsVaried() {
        Map<String, String> missed = new TreeMap<>();
        for (Class<?> type : Vocabulary.classes()) {
            Kind kind = Vocabulary.kindOf(type);
            if (!Modifier.isPublic(type.getModifiers()) || kind == null || !REGISTRIES.containsKey(kind)) {
                continue;
            }
            List<Object> samples = VARIATIONS.stream().filter(type::isInstance).toList();
            if (samples.isEmpty()) {
                missed.put(type.getName(), "no word gives it");
                continue;
            }
            for (RecordComponent option : type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
                if (values(samples, option).size() < 2) {
                    missed.put(type.getName() + "." + option.getName(), "always " + values(samples, option));
                }
            }
        }
        assertThat(missed).containsOnlyKeys(NOT_IN_FILES.keySet());
    }

    private static Set<String> values(List<Object> samples, RecordComponent option) {
        Set<String> values = new HashSet<>();
        for (Object sample : samples) {
            try {
                option.getAccessor().setAccessible(true);
                values.add(Arrays.deepToString(new Object[] {option.getAccessor().invoke(sample)}));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return values;
    }
}
