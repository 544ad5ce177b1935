package io.devmesh.edge.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Time that passes when a test says so. */
final class Nanos extends Clock implements LongSupplier {
    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

    private long passed;

    synchronized void pass(Duration time) {
        passed += time.toNanos();
    }

    @Override
    public synchronized long getAsLong() {
        return passed - 5; // as System.nanoTime may, it begins below zero
    }

    @Override
    public synchronized Instant instant() {
        return START.plusNanos(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
