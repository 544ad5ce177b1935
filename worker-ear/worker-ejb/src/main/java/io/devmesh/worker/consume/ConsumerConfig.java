package io.devmesh.worker.consume;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConnections;
import java.time.Duration;

/**
 * How the Worker consumes.
 *
 * @param consumers how many lanes this process runs side by side
 * @param tenantConcurrency in how many of them the events of one tenant are at the most
 * @param batchSize entries in one transaction at the most
 * @param batchBytes bytes in one transaction at the most, unless one entry alone has more
 * @param block how long a read waits for the first entry
 * @param claimMinIdle how long an entry may stay unacknowledged with a consumer that does not read any more
 * @param lease how long a Worker that does not renew it has the turn to read
 * @param consumerMaxIdle after how long the group forgets a consumer that has nothing pending
 */
public record ConsumerConfig(
        int consumers,
        int tenantConcurrency,
        int batchSize,
        int batchBytes,
        Duration block,
        Duration claimMinIdle,
        Duration lease,
        Duration consumerMaxIdle) {
    private static final int MIB = 1 << 20;
    private static final int MOST_LANES = 32;

    public static ConsumerConfig from(Settings settings) {
        return new ConsumerConfig(
                settings.integer("WORKER_CONCURRENCY", 4, 1, MOST_LANES),
                settings.integer("WORKER_TENANT_CONCURRENCY", MOST_LANES, 1, MOST_LANES),
                settings.integer("WORKER_BATCH_SIZE", 200, 1, 1_000),
                settings.bytes("WORKER_BATCH_BYTES", MIB, 1024, 64 * MIB),
                settings.duration(
                        "WORKER_BLOCK", Duration.ofSeconds(1), Duration.ofMillis(10), RedisConnections.LONGEST_BLOCK),
                settings.duration(
                        "WORKER_CLAIM_MIN_IDLE", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofHours(1)),
                settings.duration("WORKER_LEASE", Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(5)),
                settings.duration(
                        "WORKER_CONSUMER_MAX_IDLE", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)));
    }
}
