package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** Starts reader and lanes once the schema is there, starts those again that ended, and stops them all. */
@ApplicationScoped
public class ConsumerSupervisor {
    /** Liberty gives @PreDestroy about 30 s; this stays well below. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private static final System.Logger LOG = System.getLogger(ConsumerSupervisor.class.getName());

    private final Consumers consumers;
    private final SchemaMigration migration;
    private final ReadingTurn turn;
    private boolean started;
    private boolean stopping;

    /** A resource can only be injected into a field. */
    @Resource(lookup = "concurrent/consumers")
    private ManagedThreadFactory threads;

    ConsumerSupervisor() {
        this(null, null, null);
    }

    @Inject
    ConsumerSupervisor(Consumers consumers, SchemaMigration migration, ReadingTurn turn) {
        this.consumers = consumers;
        this.migration = migration;
        this.turn = turn;
    }

    /** Called every second. */
    synchronized void supervise() {
        if (stopping || !(migration.isDone() || migration.attempt())) {
            return;
        }
        renewTurn();
        int again = consumers.start(work -> threads.newThread(work).start());
        if (started && again > 0) {
            LOG.log(WARNING, again + " consumers ended; they were started again");
        }
        started = true;
    }

    private void renewTurn() {
        try {
            turn.renew();
        } catch (JdbiException away) {
            LOG.log(WARNING, "Whose turn it is to read the stream is not known: " + RootCause.of(away));
        }
    }

    /** How many lanes run. */
    public int running() {
        return consumers.running();
    }

    /** When the stream last had nothing new; empty while another Worker reads it. */
    Optional<StreamReader.CaughtUp> caughtUp() {
        return consumers.caughtUp();
    }

    /** Stops reading and waits until what was read is stored. */
    void stop() throws InterruptedException {
        synchronized (this) {
            stopping = true;
        }
        if (!consumers.stop(DRAIN)) {
            LOG.log(WARNING, "What was read could not be stored in time; it stays pending");
        }
        try {
            turn.giveBack();
        } catch (JdbiException away) {
            LOG.log(
                    WARNING,
                    "The next Worker reads the stream only when this one's turn is over: " + RootCause.of(away));
        }
        LOG.log(INFO, "All consumers have stopped");
    }
}
