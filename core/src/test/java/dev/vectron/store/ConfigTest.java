package dev.vectron.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Descriptions of objects: what is written is read again, and what is wrong is named. */
class ConfigTest {
    enum Way {
        SAME, VALID
    }

    record Inner(float slope) implements Configured {
        @Override
        public String className() {
            return "Inner";
        }

        @Override
        public Map<String, @Nullable Object> config() {
            return new LinkedHashMap<>(Map.of("slope", slope));
        }
    }

    record Outer(int units, boolean useBias, Way padding, int[] strides, List<Inner> inner) implements Configured {
        @Override
        public String className() {
            return "Outer";
        }

        @Override
        public Map<String, @Nullable Object> config() {
            Map<String, @Nullable Object> config = new LinkedHashMap<>();
            config.put("units", units);
            config.put("use_bias", useBias);
            config.put("padding", padding);
            config.put("strides", strides);
            config.put("inner", inner);
            config.put("nothing", null);
            return config;
        }
    }

    private static Config config(String options) {
        return Config.parse(Json.parse("{\"class_name\": \"Dense\", \"config\": " + options + "}"), "layer");
    }

    @Test
    void whatIsWrittenIsRead() {
        Outer outer = new Outer(3, false, Way.VALID, new int[] {2, 1}, List.of(new Inner(0.3f), new Inner(1)));
        Config config = Config.parse(Json.parse(Json.write(Config.toJson(outer))), "test");
        assertThat(config.className()).isEqualTo("Outer");
        assertThat(config.integer("units")).isEqualTo(3);
        assertThat(config.flag("use_bias", true)).isFalse();
        assertThat(config.choice("padding", Way.SAME)).isEqualTo(Way.VALID);
        assertThat(config.integers("strides", 2)).containsExactly(2, 1);
        assertThat((float) config.objects("inner").get(0).number("slope")).isEqualTo(0.3f);
        assertThat(config.has("nothing")).isFalse();
        config.requireAllRead();
        assertThat(Config.of(outer).integer("units")).isEqualTo(3);
    }

    @Test
    void aNameIsAnObjectWithoutOptions() {
        assertThat(config("{\"activation\": \"relu\"}").object("activation").className()).isEqualTo("relu");
        assertThat(Config.parse(Json.parse("{\"class_name\": \"ReLU\"}"), "x").has("slope")).isFalse();
    }

    @Test
    void whatIsMissingHasItsDefault() {
        Config config = config("{\"units\": null}");
        assertThat(config.integer("units", 7)).isEqualTo(7);
        assertThat(config.number("rate", 0.5)).isEqualTo(0.5);
        assertThat(config.flag("use_bias", true)).isTrue();
        assertThat(config.choice("padding", Way.SAME)).isEqualTo(Way.SAME);
        assertThat(config("{\"strides\": 2}").integers("strides", 2)).containsExactly(2, 2);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> config("{}").integer("units"))
                .hasMessage("Dense: expects option \"units\" (a whole number), got none.");
        assertThatThrownBy(() -> config("{\"units\": 1.5}").integer("units"))
                .hasMessage("Dense: option \"units\" expects a whole number, got 1.5.");
        assertThatThrownBy(() -> config("{\"strides\": [1, 2, 3]}").integers("strides", 2))
                .hasMessage("Dense: option \"strides\" expects 2 whole numbers, got [1,2,3].");
        assertThatThrownBy(() -> config("{\"padding\": \"full\"}").choice("padding", Way.SAME))
                .hasMessage("Dense: option \"padding\" expects one of same, valid, got \"full\".");
        assertThatThrownBy(() -> config("{\"unit\": 3}").requireAllRead())
                .hasMessage("Dense: unknown option \"unit\" = 3; the file may be of a newer version, or the name"
                        + " misspelt.");
        assertThatThrownBy(() -> Config.parse(3L, "layer 2"))
                .hasMessage("layer 2: expects {\"class_name\": …, \"config\": {…}} or a name, got 3.");
    }

    @Test
    void whatHasNoDescriptionIsRefused() {
        Configured unknown = new Configured() {
            @Override
            public String className() {
                return "Dense";
            }

            @Override
            public Map<String, @Nullable Object> config() {
                return new LinkedHashMap<>(Map.of("kernel_initializer", Thread.currentThread()));
            }
        };
        assertThatThrownBy(() -> Config.toJson(unknown)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: kernel_initializer: a Thread cannot be written to a file; let it implement"
                        + " Configured, and register a factory for it.");
    }

    @Test
    void aRegistryMakesWhatItKnows() {
        Registry<Inner> registry = new Registry<>("inner thing", "Things.register");
        registry.register("Inner", config -> new Inner((float) config.number("slope")));
        assertThat(registry.create(Config.of(new Inner(0.1f)))).isEqualTo(new Inner(0.1f));
        assertThat(registry.classNames()).containsExactly("Inner");
        assertThatThrownBy(() -> registry.register("Inner", _ -> new Inner(0)))
                .hasMessage("The inner thing \"Inner\" is there already; register yours under another name.");
        assertThatThrownBy(() -> registry.create(Config.parse("Swish", "layer")))
                .hasMessage("There is no inner thing \"Swish\"; if it is one of your own, call"
                        + " Things.register(\"Swish\", config -> …) first.");
    }
}
