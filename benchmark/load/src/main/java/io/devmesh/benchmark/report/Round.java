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
 * @param bodyBytes of all operations together; 0 where they are not counted
 * @param latency where callers waited for each operation
 * @param load the machine's load average at the end
 */
public record Round(
        int number,
        long operations,
        double seconds,
        double cpuMicros,
        long bodyBytes,
        Optional<Latency> latency,
        double load) {
    public static Round of(int number, long operations, Duration time, Duration cpu, Optional<Latency> latency) {
        double seconds = time.toNanos() / 1e9;
        return new Round(number, operations, seconds, cpu.toNanos() / 1e3 / operations, 0, latency, Machine.loadNow());
    }

    /** The same with the bytes of what was moved. */
    public Round moving(long bytes) {
        return new Round(number, operations, seconds, cpuMicros, bytes, latency, load);
    }

    public double perSecond() {
        return operations / seconds;
    }

    /** Millions of bytes. */
    public double megabytesPerSecond() {
        return bodyBytes / 1e6 / seconds;
    }
}
