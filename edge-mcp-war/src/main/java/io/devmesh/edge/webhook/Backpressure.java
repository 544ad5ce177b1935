package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.stream.LoadMeter;
import io.devmesh.shared.stream.StreamLoad;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Turns deliveries away while the conveyor is too full: above the watermark all, above half of it those of tenants that
 * sent more than their fair share of late. What is measured counts for a second; a Redis that does not answer turns
 * nobody away, because PostgreSQL takes the events then.
 */
@ApplicationScoped
class Backpressure {
    private static final System.Logger LOG = System.getLogger(Backpressure.class.getName());
    private static final long FRESH_MILLIS = 1_000;

    private final Supplier<StreamLoad> meter;
    private final WebhookConfig.Watermarks watermarks;
    private final Clock clock;
    private final RecentShares shares;
    private final AtomicLong measuredAt = new AtomicLong(-FRESH_MILLIS);
    private volatile StreamLoad load = StreamLoad.UNKNOWN;
    private volatile boolean shut;
    private volatile boolean blind;

    Backpressure() {
        this.meter = null;
        this.watermarks = null;
        this.clock = null;
        this.shares = null;
    }

    @Inject
    Backpressure(LoadMeter meter, WebhookConfig config, Clock clock) {
        this(meter::measure, config.watermarks(), clock);
    }

    Backpressure(Supplier<StreamLoad> meter, WebhookConfig.Watermarks watermarks, Clock clock) {
        this.meter = meter;
        this.watermarks = watermarks;
        this.clock = clock;
        this.shares = new RecentShares(clock);
    }

    /** Whether a delivery of {@code tenant} must come again later. */
    boolean refuses(TenantId tenant) {
        StreamLoad now = load();
        return shut || (isHalfFull(now) && shares.isAboveFairShare(tenant));
    }

    /** A delivery of {@code tenant} was. */
    void accepted(TenantId tenant) {
        shares.count(tenant);
    }

    /** Entries on the stream, a second old at the most. */
    long backlog() {
        return load().entries();
    }

    private boolean isHalfFull(StreamLoad now) {
        return now.entries() > watermarks.backlog() / 2;
    }

    /** One caller measures, the others go by what is known meanwhile. */
    private StreamLoad load() {
        long now = clock.millis();
        long last = measuredAt.get();
        if (Math.abs(now - last) >= FRESH_MILLIS && measuredAt.compareAndSet(last, now)) {
            load = measure();
            judge(load);
        }
        return load;
    }

    private StreamLoad measure() {
        try {
            StreamLoad measured = meter.get();
            blind = false;
            return measured;
        } catch (StreamUnavailableException away) {
            if (!blind) {
                blind = true;
                LOG.log(WARNING, "How full the stream is can't be measured: " + away.getMessage());
            }
            return StreamLoad.UNKNOWN;
        }
    }

    /** Once shut, the door opens with a tenth less on the stream, or under steady load it would open and shut each second. */
    private void judge(StreamLoad now) {
        int most = watermarks.backlog() - (shut ? watermarks.backlog() / 10 : 0);
        boolean full = now.entries() > most || now.memoryPercent().orElse(0) > watermarks.memoryPercent();
        if (full != shut) {
            LOG.log(
                    full ? WARNING : INFO,
                    full
                            ? "Turning deliveries away: the stream has " + levels(now)
                            : "Taking deliveries again: the stream has " + levels(now));
        }
        shut = full;
    }

    private String levels(StreamLoad now) {
        String memory = now.memoryPercent().isPresent()
                ? now.memoryPercent().getAsInt() + " % of what Redis may use"
                : "an unknown part of Redis, which has no limit or does not tell";
        return now.entries() + " entries (WEBHOOK_MAX_BACKLOG is " + watermarks.backlog() + ") and " + memory
                + " (WEBHOOK_MAX_REDIS_MEMORY is " + watermarks.memoryPercent() + ")";
    }
}
