package io.devmesh.benchmark.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the numbers depend on. */
public record Machine(int processors, long memoryMebibytes, String system, String java, double load) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    public static Machine here() {
        return new Machine(
                SYSTEM.getAvailableProcessors(),
                SYSTEM.getTotalMemorySize() >> 20,
                SYSTEM.getName() + " " + SYSTEM.getArch(),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                loadNow());
    }

    /** Programs that ran or wanted to, over the last minute; ours are among them. */
    static double loadNow() {
        return SYSTEM.getSystemLoadAverage();
    }
}
