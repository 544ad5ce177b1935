package io.devmesh.worker.consume;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.postgres.DatabaseLimits;
import io.devmesh.shared.redis.RedisConnections;
import java.time.Duration;

/**
 * How the Worker consumes.
 *
 * @param consumers how many consumers this process runs side by side
 * @param batchSize entries in one transaction at the most
 * @param batchBytes bytes in one transaction at the most, unless one entry alone has more
 * @param block how long a read waits for the first entry
 * @param claimMinIdle how long an entry may stay unacknowledged before another consumer takes it over
 * @param longestAttempt after which whoever works on one entry alone must have ended, or be dead: no statement waits longer
 *     than the database's socket timeout, and of those that wait there may be two
 */
public record ConsumerConfig(
        int consumers, int batchSize, int batchBytes, Duration block, Duration claimMinIdle, Duration longestAttempt) {
    private static final int MIB = 1 << 20;
    private static final int WAITING_STATEMENTS = 2;

    public static ConsumerConfig from(Settings settings) {
        return new ConsumerConfig(
                settings.integer("WORKER_CONCURRENCY", 2, 1, 32),
                settings.integer("WORKER_BATCH_SIZE", 100, 1, 1_000),
                settings.bytes("WORKER_BATCH_BYTES", MIB, 1024, 64 * MIB),
                settings.duration(
                        "WORKER_BLOCK", Duration.ofSeconds(1), Duration.ofMillis(10), RedisConnections.LONGEST_BLOCK),
                settings.duration(
                        "WORKER_CLAIM_MIN_IDLE", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofHours(1)),
                DatabaseLimits.from(settings).socketTimeout().multipliedBy(WAITING_STATEMENTS));
    }
}
