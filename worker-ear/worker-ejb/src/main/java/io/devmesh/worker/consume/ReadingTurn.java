package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.INFO;

import io.devmesh.worker.lease.LeaseRepository;
import io.devmesh.worker.lease.WorkerProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether this process is the one that reads the stream. One reads at a time, so that events of one order are not in two
 * places; nothing goes wrong where two believe it for a moment, because the pending entries list shows each the other's, and
 * who takes those over waits for who stores them.
 */
@ApplicationScoped
class ReadingTurn {
    private static final System.Logger LOG = System.getLogger(ReadingTurn.class.getName());
    private static final String NAME = "stream-reader";

    private final LeaseRepository leases;
    private final WorkerProcess process;
    private final Duration length;
    private final LongSupplier nanoTime;
    private volatile boolean held;
    private volatile long heldUntil;

    /** When another's ends, unless it is renewed; empty where that is not known. */
    private Optional<Long> othersUntil = Optional.empty();

    ReadingTurn() {
        this(null, null, Duration.ZERO, null);
    }

    @Inject
    ReadingTurn(LeaseRepository leases, WorkerProcess process, ConsumerConfig config) {
        this(leases, process, config.lease(), System::nanoTime);
    }

    ReadingTurn(LeaseRepository leases, WorkerProcess process, Duration length, LongSupplier nanoTime) {
        this.leases = leases;
        this.process = process;
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /** Called every second; throws JdbiException where the database is away, and then the turn ends when it would have. */
    synchronized void renew() {
        long asked = nanoTime.getAsLong();
        othersUntil = Optional.empty();
        LeaseRepository.Held answer = leases.hold(NAME, process.toString(), length);
        boolean mine = answer.mine();
        if (mine) {
            heldUntil = asked + length.toNanos();
        } else {
            long answered = nanoTime.getAsLong();
            othersUntil = answer.left().map(left -> answered + left.toNanos());
        }
        if (mine != held) {
            LOG.log(INFO, mine ? "This Worker reads the stream now" : "Another Worker reads the stream now");
        }
        held = mine;
    }

    /** Asks where another's turn has just ended, before {@link #renew} would: what a dead Worker has read waits for nothing else. */
    synchronized void takeWhereOver() {
        if (othersUntil.filter(end -> end - nanoTime.getAsLong() < 0).isPresent()) {
            renew();
        }
    }

    boolean isMine() {
        return held && heldUntil - nanoTime.getAsLong() > 0;
    }

    /** Lets another have it at once. */
    synchronized void giveBack() {
        if (held) {
            held = false;
            leases.release(NAME, process.toString());
        }
    }
}
