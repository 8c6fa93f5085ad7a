package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelAllocationTest {
    @Test
    void warmVectorKernelsAllocateNothing() throws Exception {
        assertNothingAllocated("-Dvectron.lanes=");
    }

    @Test
    void scalarKernelsAllocateNothing() throws Exception {
        assertNothingAllocated("-Dvectron.lanes=0");
    }

    private static void assertNothingAllocated(String lanes) throws Exception {
        // Calls wait for the compiler, so that a busy machine cannot use up the patience.
        ForkedJava java = ForkedJava.run(KernelAllocation.class, "-XX:-BackgroundCompilation",
                "--add-modules", "jdk.incubator.vector", lanes);

        assertThat(java.output()).contains("nothing allocated");
        assertThat(java.exitCode()).isZero();
    }
}
