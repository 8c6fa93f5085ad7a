package dev.vectron.bench.speed;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Processor time spent so far, as Linux counts it; elsewhere nothing is known and everything is 0.
 *
 * @param machineBusy seconds that all processors were busy
 * @param own seconds that this process computed
 */
record ProcessLoad(double machineBusy, double own) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int LAST = 8;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    static ProcessLoad now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double own = system == null ? 0 : system.getProcessCpuTime() / 1e9;
        try (BufferedReader stat = Files.newBufferedReader(Path.of("/proc/stat"), StandardCharsets.US_ASCII)) {
            return new ProcessLoad(busySeconds(stat.readLine()), own);
        } catch (IOException e) {
            return new ProcessLoad(0, own);
        }
    }

    private static double busySeconds(String total) {
        String[] fields = SPACES.split(total.strip());
        double ticks = 0;
        for (int i = 1; i < fields.length && i <= LAST; i++) {
            ticks += i == IDLE || i == WAITING ? 0 : Double.parseDouble(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Cores that other processes kept busy since then. */
    double othersSince(ProcessLoad begin, double seconds) {
        return Math.max(0, machineBusy - begin.machineBusy - (own - begin.own)) / seconds;
    }

    /** The largest resident set of this process so far, in MB, or 0 if the system does not tell. */
    static long residentPeakMb() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D+", "")) / 1024;
                }
            }
        } catch (IOException e) {
            return 0; // not Linux
        }
        return 0;
    }
}
