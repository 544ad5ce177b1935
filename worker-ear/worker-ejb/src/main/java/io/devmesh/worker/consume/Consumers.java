package io.devmesh.worker.consume;

import io.devmesh.shared.postgres.DatabaseHealth;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.worker.inbox.RowBacklog;
import io.devmesh.worker.inbox.TakeOverRepository;
import io.devmesh.worker.inbox.WorkPoller;
import io.devmesh.worker.lease.WorkerProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** The reader and the lanes of this process, which know each other. */
@ApplicationScoped
class Consumers {
    private final RedisEventStream stream;
    private final BatchHandler handler;
    private final Arrivals arrivals;
    private final TakeOverRepository takeOvers;
    private final RowBacklog rows;
    private final WorkPoller poller;
    private final WorkerMetrics metrics;
    private final ConsumerConfig config;
    private final DatabaseHealth database;
    private final WorkerProcess process;
    private final ReadingTurn turn;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Lanes lanes;
    private StreamReader reader;

    Consumers() {
        this(null, null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    Consumers(
            RedisEventStream stream,
            BatchHandler handler,
            Arrivals arrivals,
            TakeOverRepository takeOvers,
            RowBacklog rows,
            WorkPoller poller,
            WorkerMetrics metrics,
            ConsumerConfig config,
            DatabaseHealth database,
            WorkerProcess process,
            ReadingTurn turn) {
        this.stream = stream;
        this.handler = handler;
        this.arrivals = arrivals;
        this.takeOvers = takeOvers;
        this.rows = rows;
        this.poller = poller;
        this.metrics = metrics;
        this.config = config;
        this.database = database;
        this.process = process;
        this.turn = turn;
        this.lanes = config == null ? null : new Lanes(config);
    }

    /** Starts whatever does not run, and returns how many that were. */
    synchronized int start(Executor executor) {
        int started = 0;
        for (int i = 0; i < config.consumers(); i++) {
            if (i == lanes.all().size()) {
                lanes.add(lane(i));
            } else if (lanes.all().get(i).isStopped()) {
                lanes.replace(i, lane(i));
            } else {
                continue;
            }
            executor.execute(lanes.all().get(i));
            started++;
        }
        if (reader == null || reader.isStopped()) {
            reader = reader();
            executor.execute(reader);
            started++;
        }
        return started;
    }

    private Lane lane(int index) {
        return new Lane(process.name() + "/" + index, handler, config, attempts(), turn::isMine, lanes::ended);
    }

    private StreamReader reader() {
        Intake intake = new Intake(arrivals, handler, lanes);
        return new StreamReader(
                process.name(),
                stream,
                lanes,
                intake,
                new TakeOver(handler, intake, takeOvers, process),
                rows,
                poller,
                turn,
                config,
                database,
                attempts(),
                stopping);
    }

    private Attempts attempts() {
        return new Attempts(metrics, stopping);
    }

    synchronized int running() {
        return (int) lanes.all().stream().filter(lane -> !lane.isStopped()).count();
    }

    synchronized Optional<StreamReader.CaughtUp> caughtUp() {
        return turn.isMine() ? Optional.ofNullable(reader).flatMap(StreamReader::caughtUp) : Optional.empty();
    }

    /** False where something of what was read is not stored after {@code limit}. */
    boolean stop(Duration limit) throws InterruptedException {
        stopping.countDown();
        StreamReader last;
        List<Lane> all;
        synchronized (this) {
            last = reader;
            all = List.copyOf(lanes.all());
        }
        boolean ended = last == null || last.awaitStopped(limit);
        all.forEach(Lane::stop);
        return lanes.awaitIdle(limit) && ended && !lanes.haveDropped();
    }
}
