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
        ForkedJava java = ForkedJava.run(KernelAllocation.class, "--add-modules", "jdk.incubator.vector", lanes);

        assertThat(java.output()).contains("nothing allocated");
        assertThat(java.exitCode()).isZero();
    }
}
