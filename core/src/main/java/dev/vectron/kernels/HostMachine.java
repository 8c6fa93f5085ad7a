package dev.vectron.kernels;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * What can be asked about the running Java virtual machine without touching the Vector API.
 *
 * @param vectorModule whether the module {@code jdk.incubator.vector} is there
 * @param name the machine's name
 * @param info the machine's mode
 * @param compilerLevel the highest level of compilation; 4 is C2, which alone makes vectors of Vector API code
 * @param fma whether fused multiply-adds are instructions
 */
record HostMachine(boolean vectorModule, String name, String info, int compilerLevel, boolean fma) {

    static HostMachine ask() {
        boolean vectorModule = hasModule("jdk.incubator.vector");
        String name = System.getProperty("java.vm.name", "");
        String info = System.getProperty("java.vm.info", "");
        if (isHotSpot(name) && hasModule("jdk.management")) {
            return new HostMachine(vectorModule, name, info, Options.compilerLevel(), Options.fma());
        }
        return new HostMachine(vectorModule, name, info, 4, true);
    }

    private static boolean hasModule(String name) {
        return ModuleLayer.boot().findModule(name).isPresent();
    }

    boolean isHotSpot() {
        return isHotSpot(name);
    }

    private static boolean isHotSpot(String name) {
        return name.contains("HotSpot") || name.startsWith("OpenJDK");
    }

    /**
     * {@return whether the optimizing compiler C2 is at work: not with -Xint, nor with -XX:TieredStopAtLevel below 4}
     */
    boolean hasC2() {
        boolean interpreted = info.contains("interpreted");
        boolean server = name.contains("Server VM") && !info.contains("emulated-client");
        return server && !interpreted && compilerLevel >= 4;
    }

    /** Options of HotSpot; a class of its own, since it needs the module jdk.management. */
    private static final class Options {
        private Options() {}

        static int compilerLevel() {
            return Integer.parseInt(option("TieredStopAtLevel", "4"));
        }

        static boolean fma() {
            return Boolean.parseBoolean(option("UseFMA", "true"));
        }

        private static String option(String name, String unknown) {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            try {
                return options == null ? unknown : options.getVMOption(name).getValue();
            } catch (IllegalArgumentException e) {
                // This build of HotSpot lacks the option: a client without tiers, say.
                return unknown;
            }
        }
    }
}
