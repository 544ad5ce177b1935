package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/**
 * Lets go what the door stored beside the stream, once nothing is on the stream any more that was accepted before, however long
 * that takes while Redis is there. Where it stays away, nobody waits for it longer than half a minute.
 */
@ApplicationScoped
class HeldRelease {
    private static final long LONGEST_WITHOUT_REDIS = Duration.ofSeconds(30).toNanos();
    private static final System.Logger LOG = System.getLogger(HeldRelease.class.getName());

    private final EventOrderRepository orders;
    private final RedisEventStream stream;
    private final ConsumerSupervisor supervisor;
    private final SchemaMigration migration;
    private Optional<Mark> mark = Optional.empty();
    private Optional<Long> awaySince = Optional.empty();

    /** What was held at {@code moment}, which was at {@code nanos} here. */
    private record Mark(Instant moment, long nanos) {}

    HeldRelease() {
        this(null, null, null, null);
    }

    @Inject
    HeldRelease(
            EventOrderRepository orders,
            RedisEventStream stream,
            ConsumerSupervisor supervisor,
            SchemaMigration migration) {
        this.orders = orders;
        this.stream = stream;
        this.supervisor = supervisor;
        this.migration = migration;
    }

    /** Called every second. */
    void look() {
        if (!migration.isDone()) {
            return;
        }
        try {
            if (mark.isEmpty()) {
                mark = orders.holdingSince().map(moment -> new Mark(moment, System.nanoTime()));
            } else if (mayGo(mark.get())) {
                orders.releaseHeld(mark.get().moment());
                mark = Optional.empty();
            }
        } catch (JdbiException away) {
            LOG.log(WARNING, "Events that were stored beside the stream go on waiting: " + RootCause.of(away));
        }
    }

    private boolean mayGo(Mark held) {
        try {
            boolean past = isPast(held);
            // Where nothing was asked of Redis by now.
            var unused = stream.length();
            awaySince = Optional.empty();
            return past;
        } catch (StreamUnavailableException away) {
            long now = System.nanoTime();
            awaySince = awaySince.or(() -> Optional.of(now));
            return now - awaySince.get() >= LONGEST_WITHOUT_REDIS;
        }
    }

    /** Everything that was on the stream then has been read, and is off it. */
    private boolean isPast(Mark held) {
        return supervisor
                .caughtUp()
                .filter(caughtUp -> caughtUp.began() > held.nanos())
                .map(caughtUp -> caughtUp.last().map(stream::isPast).orElse(true))
                .orElse(false);
    }
}
