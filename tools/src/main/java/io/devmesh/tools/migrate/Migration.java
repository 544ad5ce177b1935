package io.devmesh.tools.migrate;

import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.tools.command.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Copies a stream with its groups from one Redis to another, while producers and Workers use either.
 *
 * <p>What is promised:
 * <ul>
 *   <li>Each entry of the source that some group is not done with gets onto the target: with its id, or, where the target
 *       has a newer one already, with a new id.
 *   <li>As it is when it is copied: an entry that no consumer has had is undelivered on the target. One that is pending is pending for the same
 *       consumer, as often delivered and as long idle; where the target has undelivered entries before it, it is
 *       undelivered itself, because a group that is moved past entries never gets them.
 *   <li>An entry that the source's groups acknowledge after it was copied is removed from the target, unless a consumer of
 *       the target has it in hand. Only as long as the source is proven to be the same stream on the same process: after a
 *       restart, a fail-over, a flush or a deletion nothing is removed, and the source is read from its start again.
 *   <li>Each step is one script on the target that also notes the position, so that nothing is lost or done twice when
 *       this is killed anywhere and started again.
 * </ul>
 *
 * <p>An entry may still be processed on both sides. That is harmless: the event's row has a unique key.
 */
final class Migration {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** So that a Worker's last entries can be accounted for days later, and nothing is left for ever. */
    private static final Duration KEEP_RECORD = Duration.ofDays(7);

    private final Side source;
    private final Side target;
    private final MigrationKeys keys;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private final String token = UUID.randomUUID().toString();

    Migration(Side source, Side target, String stream, Progress progress, LongSupplier nanoTime) {
        this.source = source;
        this.target = target;
        this.keys = MigrationKeys.of(stream);
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /** How a migration ended: with what was verified, and over all its runs. */
    record End(Report report, MigrationRecord.Counters counters) {}

    /**
     * Copies until the source is drained, or until told to stop.
     *
     * @param drained how long nobody may have used the source; empty for going on until told to stop
     */
    End run(StopSignal stop, Optional<Duration> drained) {
        Patience patience = new Patience(nanoTime);
        DrainWatch watch = new DrainWatch(drained.orElse(Duration.ZERO), nanoTime);
        while (true) {
            // Anew after each failure: within a script, Redis 6.2 tells a fail-over in a way that keeps the connection.
            try (UnifiedJedis from = source.open();
                    UnifiedJedis to = target.open()) {
                return run(from, to, stop, watch, drained.isPresent(), patience);
            } catch (JedisException failure) {
                if (stop.isRequested() || !patience.goesOnAfter(failure)) {
                    throw failure;
                }
                progress.note("Trying again after a failure: " + RootCause.of(failure));
                stop.await(PAUSE);
            }
        }
    }

    private End run(
            UnifiedJedis from,
            UnifiedJedis to,
            StopSignal stop,
            DrainWatch watch,
            boolean untilDrained,
            Patience patience) {
        SourceStream stream = new SourceStream(from, keys.stream());
        TargetStream copy = new TargetStream(to, keys, token);
        Session session = new Session(stream, copy, watch, progress, nanoTime);
        session.begin(source.name());
        boolean drained = session.follow(stop, untilDrained, patience);
        End end = verify(from, to);
        if (drained && end.report().isComplete()) {
            stream.removeMarks();
            copy.release(Optional.of(KEEP_RECORD));
        } else {
            copy.release(Optional.empty());
        }
        return end;
    }

    /** Compares and changes nothing. */
    End verify() {
        try (UnifiedJedis from = source.open();
                UnifiedJedis to = target.open()) {
            return verify(from, to);
        }
    }

    private End verify(UnifiedJedis from, UnifiedJedis to) {
        TargetStream copy = new TargetStream(to, keys, token);
        Report report = new Verification(
                        new StreamReader(from, keys.stream()), new StreamReader(to, keys.stream()), copy)
                .run();
        return new End(
                report, copy.record().map(MigrationRecord::counters).orElse(new MigrationRecord.Counters(0, 0, 0, 0)));
    }
}
