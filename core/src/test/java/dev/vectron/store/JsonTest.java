package dev.vectron.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        Map<String, @Nullable Object> m = Json.parseObject(
                " {\"s\": \"a\\u00e9\\n\\\"\\/\\ud83d\\ude00\", \"l\": -12, \"d\": 1.5e-3, \"t\": true, \"f\": false, "
                        + "\"n\": null, \"a\": [1, [], {}]} \n");
        assertThat(m.keySet()).containsExactly("s", "l", "d", "t", "f", "n", "a");
        assertThat(m).containsEntry("s", "aé\n\"/😀").containsEntry("l", -12L).containsEntry("d", 1.5e-3)
                .containsEntry("t", true)
                .containsEntry("f", false).containsEntry("n", null).containsEntry("a",
                List.of(1L, List.of(), Map.of()));
    }

    @Test
    void numbersKeepTheirKind() {
        assertThat(Json.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Json.parse("9223372036854775808")).isEqualTo(0x1p63);
        assertThat(Json.parse("-0")).isEqualTo(-0.0);
        assertThat(Json.parse("0")).isEqualTo(0L);
        assertThat(Json.parse("1.0E10")).isEqualTo(1e10);
        assertThat(Json.parse("1e-999")).isEqualTo(0.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\": 1,}     | line 1, column 9: expected a key in quotes, found '}'.",
        "[1 2]           | line 1, column 4: expected ',' or ']', found '2'.",
        "[1, 2           | line 1, column 6: expected ',' or ']', found the end of the text.",
        "{\"a\" 1}       | line 1, column 6: expected ':', found '1'.",
        "01              | line 1, column 2: expected no digit after a leading zero, found '1'.",
        "1.              | line 1, column 3: expected a digit, found the end of the text.",
        "+1              | line 1, column 1: expected a value, found '+'.",
        "NaN             | line 1, column 1: expected a value, found 'N'.",
        "tru             | line 1, column 1: expected a value, found 't'.",
        "\"a             | line 1, column 3: expected '\"' at the end of the string, found the end of the text.",
        "\"\\x\"         | line 1, column 3: expected one of \" \\ / b f n r t u after a backslash, found 'x'.",
        "\"\\u12g4\"     | line 1, column 6: expected four hexadecimal digits, found 'g'.",
        "[] []           | line 1, column 4: expected the end of the text, found '['.",
        "{\"a\":1,\"a\":2} | line 1, column 8: expected each key once, found \"a\" again.",
        "1e999           | line 1, column 1: expected a number up to 1.8e308, found 1e999.",
    })
    void errorsSayWhereAndWhat(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text.strip())).isInstanceOf(JsonException.class)
                .hasMessage(message.strip());
    }

    @Test
    void errorsCountLines() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  b: 2\n}"))
                .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.position()).isEqualTo(14))
                .hasMessage("line 3, column 3: expected a key in quotes, found 'b'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\"a\tb\"", "[1,]", "{1:2}", "'a'", "[1]//", "\u00a01", "-", "--1", ".5", "1e",
            "\"\\", "\"\\u00", "nul", "[", "{"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void everyPrefixAndEveryOneCharacterChangeIsReadOrRefusedWithoutAnotherException() {
        String text = "{\"a\": [1, -2.5e3, \"x\\u0041\\n\", true, null], \"b\": {\"c\": false}}";
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < text.length(); i++) {
            String prefix = text.substring(0, i);
            assertThatThrownBy(() -> Json.parse(prefix)).isInstanceOf(JsonException.class);
            for (int k = 0; k < 20; k++) {
                readOrRefuse(text.substring(0, i) + (char) random.nextInt(128) + text.substring(i + 1));
            }
        }
    }

    private static void readOrRefuse(String text) {
        try {
            Object value = Json.parse(text);
            assertThat(Json.parse(Json.write(value))).isEqualTo(value);
        } catch (JsonException e) {
            assertThat(e).hasMessageStartingWith("line ").hasMessageContaining("expected");
        }
    }

    @Test
    void depthIsLimited() {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertThat(Json.write(Json.parse(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
                .hasMessage("line 1, column 513: expected at most 512 levels, found one more.");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> Json.write(itself)).hasMessageContaining("contain itself");
    }

    @Test
    void everyFloatAndDoubleComesBackWithTheSameBits() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            float f = Float.intBitsToFloat(random.nextInt());
            double d = Double.longBitsToDouble(random.nextLong());
            if (Float.isFinite(f)) {
                assertThat(((Number) read(Json.write(f))).floatValue()).isEqualTo(f);
            }
            if (Double.isFinite(d)) {
                assertThat(read(Json.write(d))).isEqualTo(d);
            }
        }
        assertThat(Json.write(0.1f)).isEqualTo("0.1");
        assertThat(Json.write(-0f)).isEqualTo("-0.0");
    }

    private static Object read(String text) {
        Object value = Json.parse(text);
        assertThat(value).isNotNull();
        return value == null ? "" : value;
    }

    @Test
    void stringsOfAnyCharactersComeBack() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x10000; c++) {
            all.append((char) c).append(c % 7 == 0 ? "\\" : "");
        }
        String text = Json.write(all.toString());
        assertThat(Json.parse(text)).isEqualTo(all.toString());
        assertThat(new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void writesCompactAndPretty() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", "dense");
        map.put("shape", new int[] {2, 3});
        map.put("layers", List.of(Map.of("units", 1), List.of()));
        map.put("none", List.of());
        map.put("rates", new float[] {0.5f});
        assertThat(Json.write(map))
                .isEqualTo("{\"name\":\"dense\",\"shape\":[2,3],\"layers\":[{\"units\":1},[]],\"none\":[],"
                        + "\"rates\":[0.5]}");
        assertThat(Json.writePretty(map)).isEqualTo("""
                {
                  "name": "dense",
                  "shape": [2, 3],
                  "layers": [
                    {
                      "units": 1
                    },
                    []
                  ],
                  "none": [],
                  "rates": [0.5]
                }
                """);
        assertThat(Json.write(Json.parse(Json.writePretty(map)))).isEqualTo(Json.write(map));
    }

    @Test
    void refusesToWriteWhatJsonCannotHold() {
        assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Json.write(Float.NEGATIVE_INFINITY)).hasMessageContaining("-Infinity");
        assertThatThrownBy(() -> Json.write(Map.of(1, 2))).hasMessageContaining("keys are strings");
        assertThatThrownBy(() -> Json.write(Arrays.asList(1, new Object()))).hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> Json.parseObject("[1]")).hasMessageContaining("expected an object, found an array");
    }
}
