package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelChoiceTest {
    private static final String SERVER = "OpenJDK 64-Bit Server VM";

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {"null,8,8", "'',8,8", "' ',4,4", "4,8,4", "8,8,8", "8,16,8", "16,16,16"})
    void aWidthUpToTheMachinesIsTakenWithoutAMessage(@Nullable String property, int machine, int lanes) {
        assertThat(KernelChoice.decide(good(), property, () -> machine)).isEqualTo(new KernelChoice(lanes, null));
    }

    @Test
    void zeroMeansScalarWithoutAMessageAndWithoutAQuestion() {
        assertThat(KernelChoice.decide(new HostMachine(false, "?", "", 4, true), "0",
                KernelChoiceTest::notAsked)).isEqualTo(new KernelChoice(0, null));
    }

    @Test
    void aWiderVectorThanTheMachinesFallsBackToItsWidth() {
        assertThat(KernelChoice.decide(good(), "16", () -> 8)).isEqualTo(new KernelChoice(8,
                "vectron.lanes is 16, but this machine's vectors hold 8 floats; Vectron takes 8."));
    }

    @Test
    void anotherNumberNamesTheAllowedOnes() {
        assertThat(KernelChoice.decide(good(), "12", () -> 8)).isEqualTo(new KernelChoice(8,
                "vectron.lanes is \"12\", but must be 0 (scalar), 4, 8 or 16; Vectron takes 8, this machine's width."));
    }

    @Test
    void withoutTheModuleTheRemedyIsTheFlag() {
        assertScalar(new HostMachine(false, SERVER, "mixed mode", 4, true),
                "add --add-modules jdk.incubator.vector to the java command.");
    }

    @Test
    void anotherVirtualMachineIsNamed() {
        assertScalar(new HostMachine(true, "Eclipse OpenJ9 VM", "mixed mode", 4, true),
                "this one is Eclipse OpenJ9 VM.");
    }

    @Test
    void withoutC2TheOptionsAreNamed() {
        assertScalar(new HostMachine(true, SERVER, "interpreted mode, sharing", 4, true), "remove -Xint");
        assertScalar(new HostMachine(true, SERVER, "mixed mode, emulated-client", 1, true), "remove -Xint");
        assertScalar(new HostMachine(true, SERVER, "mixed mode", 3, true), "-XX:TieredStopAtLevel");
        assertScalar(new HostMachine(true, "OpenJDK Client VM", "mixed mode", 4, true), "C2");
    }

    @Test
    void withoutFusedMultiplyAddTheUserIsWarned() {
        KernelChoice choice = KernelChoice.decide(new HostMachine(true, SERVER, "mixed mode", 4, false), null,
                KernelChoiceTest::notAsked);

        assertThat(choice.lanes()).isZero();
        assertThat(choice.message()).contains("very slowly").doesNotContain("\n");
    }

    @Test
    void tooNarrowVectorsGiveTheScalarKernels() {
        KernelChoice choice = KernelChoice.decide(good(), null, () -> 2);

        assertThat(choice.lanes()).isZero();
        assertThat(choice.message()).contains("hold 2 floats, 4 are needed");
    }

    private static int notAsked() {
        throw new AssertionError("the Vector API was touched");
    }

    private static HostMachine good() {
        return new HostMachine(true, SERVER, "mixed mode, sharing", 4, true);
    }

    private static void assertScalar(HostMachine host, String remedy) {
        KernelChoice choice = KernelChoice.decide(host, null, KernelChoiceTest::notAsked);

        assertThat(choice.lanes()).isZero();
        assertThat(choice.message()).startsWith("Vectron runs on scalar kernels (slower): ").contains(remedy);
        assertThat(choice.message()).doesNotContain("\n");
    }
}
