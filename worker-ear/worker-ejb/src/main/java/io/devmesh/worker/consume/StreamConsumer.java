package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.postgres.DatabaseHealth;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.RootCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;

/**
 * One consumer of the group: reads, hands over, and reads again until it is told to stop. While Redis or PostgreSQL is
 * away it waits longer and longer, up to {@link #LONGEST_PAUSE}; what it could not store stays pending and comes back
 * through {@link #claimOnce}.
 */
final class StreamConsumer implements Runnable {
    private static final System.Logger LOG = System.getLogger(StreamConsumer.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final RedisEventStream stream;
    private final BatchHandler handler;
    private final TakeOver takeOver;
    private final WorkerMetrics metrics;
    private final ConsumerConfig config;
    private final DatabaseHealth database;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;

    StreamConsumer(
            String name,
            RedisEventStream stream,
            BatchHandler handler,
            TakeOver takeOver,
            WorkerMetrics metrics,
            ConsumerConfig config,
            DatabaseHealth database) {
        this.name = name;
        this.stream = stream;
        this.handler = handler;
        this.takeOver = takeOver;
        this.metrics = metrics;
        this.config = config;
        this.database = database;
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                if (pollOnce()) {
                    pause = FIRST_PAUSE;
                    continue;
                }
                // What cannot be stored is better left undelivered: reading on would only lengthen the pending list.
                do {
                    pauseAfterFailure();
                } while (stopping.getCount() > 0 && database.problem().isPresent());
            }
        } finally {
            stopped.countDown();
        }
    }

    /** Reads new entries and has them stored; false where that failed. */
    boolean pollOnce() {
        return attempt(() -> handler.handle(stream.read(name, config.batchSize(), config.block())));
    }

    /** Takes over what dead consumers left, and what this process itself could not store; false where that failed. */
    boolean claimOnce() {
        if (database.problem().isPresent()) {
            return false; // what can't be stored is not worth another delivery
        }
        return attempt(() -> {
            List<StreamEntry> claimed;
            do {
                claimed = stream.claim(name, config.claimMinIdle(), config.batchSize());
                takeOver.handle(claimed);
            } while (!claimed.isEmpty() && stopping.getCount() > 0);
        });
    }

    /** After this no new entries are read. */
    void stop() {
        stopping.countDown();
    }

    /** Waits for the batch at hand; false where it took longer. */
    boolean awaitStopped(Duration limit) throws InterruptedException {
        return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StreamUnavailableException | JdbiException away) {
            LOG.log(WARNING, "Consumer " + name + " leaves its batch pending: " + RootCause.of(away));
        } catch (RuntimeException unexpected) {
            LOG.log(ERROR, "Consumer " + name + " leaves its batch pending", unexpected);
        }
        metrics.failed();
        return false;
    }

    /** Jitter keeps the consumers of many pods from coming back at once. */
    private void pauseAfterFailure() {
        try {
            long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
            stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            stop();
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
