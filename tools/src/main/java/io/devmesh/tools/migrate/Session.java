package io.devmesh.tools.migrate;

import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.StopSignal;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import redis.clients.jedis.StreamEntryID;

/** One go at the migration, from the lock to the end or to the first failure. */
final class Session {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final long TICK = Duration.ofSeconds(1).toNanos();

    private final SourceStream source;
    private final TargetStream target;
    private final DrainWatch watch;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private NavigableSet<StreamEntryID> open;
    private Copier copier;
    private MigrationRecord record;

    Session(SourceStream source, TargetStream target, DrainWatch watch, Progress progress, LongSupplier nanoTime) {
        this.source = source;
        this.target = target;
        this.watch = watch;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /** Takes the lock, and goes on where the record says, or begins. */
    void begin(String sourceName) {
        renewLock();
        Optional<MigrationRecord> before = target.record()
                .filter(known -> known.source().equals(sourceName))
                .filter(source::isStill);
        if (before.isEmpty()) {
            String runId = source.server().facts().runId();
            source.removeMarks();
            Optional<String> mark = source.mark(UUID.randomUUID().toString());
            target.begin(sourceName, runId, mark);
            if (mark.isEmpty()) {
                progress.note("The source does not let its stream be marked (XGROUP CREATE): what is done there while"
                        + " this runs is not taken back from the target, where it is recognized as a duplicate.");
            }
        }
        record = target.record().orElseThrow();
        open = target.copied();
        copier = new Copier(source.reader(), target, record.position(), open);
        copier.makeGroups();
        watch.disturb();
    }

    /** Copies until the source is drained, which returns true, or until told to stop. */
    boolean follow(StopSignal stop, boolean untilDrained, Patience patience) {
        long due = nanoTime.getAsLong();
        int last = 1;
        while (!stop.isRequested()) {
            last = copier.step(last > 0 ? Duration.ZERO : WAIT);
            if (last > 0) {
                watch.disturb();
            }
            patience.succeeded();
            if (nanoTime.getAsLong() - due >= 0) {
                long began = nanoTime.getAsLong();
                if (tick() && untilDrained) {
                    return true;
                }
                // Where a sweep takes long, copying must not starve.
                due = began + Math.max(TICK, 5 * (nanoTime.getAsLong() - began));
            }
        }
        return false;
    }

    /** True where the source is drained. */
    private boolean tick() {
        renewLock();
        if (!new Sweeper(source, target, open).sweep(record.at(copier.position()))) {
            progress.note("The source was restarted, failed over or emptied: its stream is read from the start again.");
            begin(record.source());
            return false;
        }
        Optional<Set<String>> services = source.server().services();
        boolean caughtUp = copier.position().compareTo(source.reader().lastGenerated()) >= 0;
        long behind = caughtUp ? 0 : Math.max(1, source.reader().length() - open.size());
        progress.show(target.record().orElse(record).counters(), behind, services);
        return watch.isOver(caughtUp, services);
    }

    private void renewLock() {
        target.lock().ifPresent(left -> {
            throw new CommandFailedException("Another devmesh migrate is at work on this target: stop it, or wait "
                    + (left.toSeconds() + 1) + " s where it was killed.");
        });
    }
}
