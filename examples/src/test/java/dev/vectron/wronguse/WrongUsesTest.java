package dev.vectron.wronguse;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a user reads who uses a class wrongly: which layer, what was expected, what came, what to do. */
class WrongUsesTest {
    @TestFactory
    Stream<DynamicTest> everyWrongUseHasItsMessage() {
        return WrongUses.all().stream().map(uses -> dynamicTest(uses.toString(), uses::verify));
    }
}
