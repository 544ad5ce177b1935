package io.devmesh.benchmark.report;

import java.time.Duration;
import java.util.Optional;

/**
 * One measurement.
 *
 * @param number counted from 1; rounds of the same number were measured one after the other
 * @param operations how many were done
 * @param seconds how long that took
 * @param cpuMicros processor time of the measured JVM for each operation: what neighbours on the machine disturb least
 * @param latency where callers waited for each operation
 * @param load the machine's load average at the end
 */
public record Round(
        int number, long operations, double seconds, double cpuMicros, Optional<Latency> latency, double load) {
    public static Round of(int number, long operations, Duration time, Duration cpu, Optional<Latency> latency) {
        double seconds = time.toNanos() / 1e9;
        return new Round(number, operations, seconds, cpu.toNanos() / 1e3 / operations, latency, Machine.loadNow());
    }

    public double perSecond() {
        return operations / seconds;
    }
}
