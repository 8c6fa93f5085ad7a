package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The provider in processes of their own, with and without what it asks for. */
class KernelsProviderTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void withTheModuleItTakesTheVectorApiSilently() throws Exception {
        ForkedJava java = ForkedJava.run(ProviderProbe.class, MODULE, "-Dvectron.lanes=4");

        assertThat(java.output()).contains("best: Vector API, 4 lanes, again the same: true").doesNotContain("Vectron");
        assertThat(java.exitCode()).isZero();
    }

    @Test
    void withoutTheModuleItTakesTheScalarKernelsAndSaysTheRemedyOnce() throws Exception {
        ForkedJava java = ForkedJava.run(ProviderProbe.class);

        assertThat(java.output()).contains("best: scalar, again the same: true")
                .containsOnlyOnce("Vectron runs on scalar kernels (slower): "
                        + "add --add-modules jdk.incubator.vector to the java command.");
        assertThat(java.exitCode()).isZero();
    }

    @Test
    void withoutC2ItTakesTheScalarKernels() throws Exception {
        assertThat(ForkedJava.run(ProviderProbe.class, MODULE, "-XX:TieredStopAtLevel=1").output())
                .contains("best: scalar").contains("need the C2 compiler");
        assertThat(ForkedJava.run(ProviderProbe.class, MODULE, "-Xint").output())
                .contains("best: scalar").contains("need the C2 compiler");
    }

    @Test
    void theChoiceHoldsForTheProcess() {
        assertThat(KernelsProvider.best()).isSameAs(KernelsProvider.best());
        assertThat(KernelsProvider.scalar().lanes()).isZero();
        assertThat(KernelsProvider.describe()).matches("scalar|Vector API, (4|8|16) lanes");
    }
}
