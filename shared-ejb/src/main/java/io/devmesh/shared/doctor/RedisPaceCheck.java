package io.devmesh.shared.doctor;

import io.devmesh.shared.doctor.RedisConversation.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** How far the server's clock is off, and how long it takes to answer. */
record RedisPaceCheck(Clock clock, LongSupplier nanoTime) {
    private static final Duration TOLERATED = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMillis(20);
    private static final int PINGS = 5;

    void tell(RedisConversation redis, Findings findings) {
        clockDifference(redis, findings);
        latency(redis, findings);
    }

    private void clockDifference(RedisConversation redis, Findings findings) {
        Reply time = redis.ask("TIME");
        if (time.error()) {
            return;
        }
        Instant theirs =
                Instant.ofEpochSecond(Long.parseLong(time.list().getFirst().toString()));
        Duration off = Duration.between(clock.instant(), theirs);
        if (off.abs().compareTo(TOLERATED) > 0) {
            findings.warning(
                    Code.REDIS__CLOCK__DIFFERS,
                    "Redis's clock is off by " + off.toSeconds() + " s",
                    "The clocks of this machine and of Redis differ; certificates and IAM tokens depend on them",
                    "check time synchronization (chrony, NTP) on the nodes");
        } else {
            findings.ok(Code.REDIS__CLOCK, "clocks agree");
        }
    }

    private void latency(RedisConversation redis, Findings findings) {
        Duration median = Duration.ofNanos(IntStream.range(0, PINGS)
                .mapToLong(turn -> {
                    long start = nanoTime.getAsLong();
                    redis.ask("PING");
                    return nanoTime.getAsLong() - start;
                })
                .sorted()
                .skip(PINGS / 2)
                .findFirst()
                .orElse(0));
        String seen = "median of " + PINGS + " PINGs: " + Latency.text(median);
        if (median.compareTo(SLOW) > 0) {
            findings.warning(
                    Code.REDIS__LATENCY__HIGH,
                    seen,
                    "Redis answers slowly",
                    "keep Redis in the services' region and availability zone, and check its CPU");
        } else {
            findings.ok(Code.REDIS__LATENCY, seen);
        }
    }
}
