package dev.vectron.kernels;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels to take, and the advice that goes with it.
 *
 * @param lanes lanes of the vectors, or 0 for the scalar kernels
 * @param message one line for the user, or null when there is nothing to say
 */
record KernelChoice(int lanes, @Nullable String message) {
    private static final String SLOWER = "Vectron runs on scalar kernels (slower): ";

    /**
     * Asks in an order in which each question may rely on the answers before.
     *
     * @param host the running machine
     * @param property the property {@code vectron.lanes}, or null or blank for the machine's own width
     * @param machineLanes lanes of the machine's vectors; asked only when the Vector API is there
     */
    static KernelChoice decide(HostMachine host, @Nullable String property, IntSupplier machineLanes) {
        String wanted = property == null ? "" : property.strip();
        if (wanted.equals("0")) {
            return new KernelChoice(0, null);
        }
        if (!host.vectorModule()) {
            return scalar("add --add-modules jdk.incubator.vector to the java command.");
        }
        if (!host.isHotSpot()) {
            return scalar("vectors need the HotSpot virtual machine, this one is " + host.name() + ".");
        }
        if (!host.hasC2()) {
            return scalar("vectors need the C2 compiler;"
                    + " remove -Xint, -client or -XX:TieredStopAtLevel from the java command.");
        }
        if (!host.fma()) {
            return new KernelChoice(0, "Vectron runs very slowly: Java finds no fused multiply-add in this processor;"
                    + " remove -XX:-UseFMA or -XX:UseAVX from the java command, or use a processor with FMA.");
        }
        int lanes = machineLanes.getAsInt();
        if (lanes < 4) {
            return scalar("this machine's vectors hold " + lanes + " floats, 4 are needed.");
        }
        return forced(wanted, lanes);
    }

    private static KernelChoice scalar(String remedy) {
        return new KernelChoice(0, SLOWER + remedy);
    }

    private static KernelChoice forced(String wanted, int machine) {
        if (wanted.isEmpty()) {
            return new KernelChoice(machine, null);
        }
        if (!wanted.matches("4|8|16")) {
            return new KernelChoice(machine,
                    "vectron.lanes is \"" + wanted + "\", but must be 0 (scalar), 4, 8 or 16; Vectron takes "
                    + machine + ", this machine's width.");
        }
        int lanes = Integer.parseInt(wanted);
        if (lanes > machine) {
            return new KernelChoice(machine,
                    "vectron.lanes is " + lanes + ", but this machine's vectors hold " + machine
                    + " floats; Vectron takes " + machine + ".");
        }
        return new KernelChoice(lanes, null);
    }
}
