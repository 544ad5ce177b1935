package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.RedisEventStream.Tidied;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.worker.lease.WorkerProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Takes off the stream what is left there of Workers that are gone. Whoever has the turn to read does it. */
@ApplicationScoped
class StreamJanitor {
    private static final System.Logger LOG = System.getLogger(StreamJanitor.class.getName());

    private final RedisEventStream stream;
    private final ReadingTurn turn;
    private final WorkerProcess process;
    private final ConsumerConfig config;

    StreamJanitor() {
        this(null, null, null, null);
    }

    @Inject
    StreamJanitor(RedisEventStream stream, ReadingTurn turn, WorkerProcess process, ConsumerConfig config) {
        this.stream = stream;
        this.turn = turn;
        this.process = process;
        this.config = config;
    }

    /** Called every 20 seconds. */
    void tidy() {
        if (!turn.isMine()) {
            return;
        }
        try {
            Tidied gone = stream.tidy(process.name(), config.consumerMaxIdle());
            if (gone.consumers() + gone.entries() > 0) {
                LOG.log(
                        INFO,
                        "Removed " + gone.consumers() + " idle consumers and " + gone.entries()
                                + " acknowledged entries from the stream");
            }
        } catch (StreamUnavailableException away) {
            LOG.log(WARNING, "The stream could not be tidied: " + RootCause.of(away));
        }
    }
}
