package io.devmesh.benchmark.servers;

import java.time.Duration;

/** Counts the processor time that a process takes from now on. */
public final class Cpu {
    private final ProcessHandle process;
    private final Duration before;

    public Cpu(ProcessHandle process) {
        this.process = process;
        this.before = total(process);
    }

    public Duration used() {
        return total(process).minus(before);
    }

    private static Duration total(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
