package io.devmesh.edge.webhook;

import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits of the webhook door.
 *
 * @param maxBodyBytes the largest delivery; GitHub sends none above 25 MiB
 * @param replication what to wait for before an event counts as accepted; empty: only for Redis itself
 * @param watermarks above which deliveries are turned away
 */
public record WebhookConfig(int maxBodyBytes, Optional<Replication> replication, Watermarks watermarks) {
    private static final int MIB = 1 << 20;
    private static final int PERCENT = 100;

    /**
     * How full the conveyor may be.
     *
     * @param backlog entries on the stream
     * @param memoryPercent of what Redis may use
     */
    public record Watermarks(int backlog, int memoryPercent) {
        private static Watermarks from(Settings settings) {
            return new Watermarks(
                    settings.integer("WEBHOOK_MAX_BACKLOG", 500_000, 1, 1_000_000_000),
                    settings.integer("WEBHOOK_MAX_REDIS_MEMORY", 85, 1, PERCENT));
        }
    }

    /**
     * Copies of an event that must exist.
     *
     * @param replicas how many, besides the primary's own
     * @param timeout how long they may take, until the event is stored in PostgreSQL instead
     */
    public record Replication(int replicas, Duration timeout) {
        private static final int MOST = 10;

        private static Replication from(Settings settings) {
            return new Replication(
                    settings.integer("WEBHOOK_REPLICAS", 1, 1, MOST),
                    settings.duration(
                            "WEBHOOK_REPLICA_TIMEOUT",
                            Duration.ofSeconds(1),
                            Duration.ofMillis(1),
                            Duration.ofSeconds(30)));
        }
    }

    public static WebhookConfig from(Settings settings) {
        Replication replication = Replication.from(settings);
        boolean awaited = settings.oneOf("WEBHOOK_DURABILITY", "local", "local", "replicated")
                .equals("replicated");
        return new WebhookConfig(
                settings.bytes("WEBHOOK_MAX_BODY", 25 * MIB, 1024, 100 * MIB),
                awaited ? Optional.of(replication) : Optional.empty(),
                Watermarks.from(settings));
    }
}
