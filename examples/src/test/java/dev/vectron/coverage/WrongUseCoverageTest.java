package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.coverage.Vocabulary.Kind;
import dev.vectron.wronguse.WrongUse;
import dev.vectron.wronguse.WrongUse.Aspect;
import dev.vectron.wronguse.WrongUses;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class of the vocabulary has its wrong uses tried, or says why there is none. */
class WrongUseCoverageTest {
    private static final Map<Class<?>, WrongUse> TRIED = WrongUses.all().stream()
        .collect(Collectors.toMap(WrongUse::type, uses -> uses));

    /** What can be wrong with classes of a kind: rank and size only where shapes come in. */
    static Set<Aspect> aspects(Kind kind) {
        return switch (kind) {
            case LAYER, ACTIVATION -> Set.of(Aspect.RANK, Aspect.SIZE, Aspect.OPTION);
            case LOSS, METRIC -> Set.of(Aspect.SIZE, Aspect.OPTION);
            case CONSTRAINT -> Set.of(Aspect.RANK, Aspect.OPTION);
            case INITIALIZER, REGULARIZER, OPTIMIZER, SCHEDULE, CALLBACK -> Set.of(Aspect.OPTION);
        };
    }

    /** Which wrong uses of a class are tried, for the table: {@code rank, size, option}; or why none. */
    static String tried(Class<?> type) {
        WrongUse uses = TRIED.get(type);
        if (uses == null) {
            return "**none**";
        }
        String tried = Stream.of(Aspect.values()).filter(aspect -> uses.count(aspect) > 0)
            .map(aspect -> aspect.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        return !tried.isEmpty() ? tried : "not applicable: " + Stream.of(Aspect.values()).map(uses::reasonWithout)
            .filter(Objects::nonNull).collect(Collectors.joining("; "));
    }

    @Test
    void everyClassHasItsWrongUses() {
        Map<String, Set<Aspect>> missing = new TreeMap<>();
        for (Class<?> type : CoverageTest.classes()) {
            Kind kind = Vocabulary.kindOf(type);
            if (kind == null) {
                continue;
            }
            WrongUse uses = TRIED.get(type);
            Set<Aspect> without = new TreeSet<>(aspects(kind));
            if (uses != null) {
                without.removeIf(aspect -> uses.count(aspect) > 0 || uses.reasonWithout(aspect) != null);
            }
            if (!without.isEmpty()) {
                missing.put(type.getName(), without);
            }
        }
        assertThat(missing)
            .as("classes whose wrong uses nobody tries: add them to a table of dev.vectron.wronguse, or say there why a"
            + " rank, size or option cannot be wrong").isEmpty();
    }
}
