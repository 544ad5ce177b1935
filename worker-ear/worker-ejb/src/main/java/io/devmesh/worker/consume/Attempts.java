package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;

/** Makes one attempt after the other, and waits longer and longer between those that fail. */
final class Attempts {
    private static final System.Logger LOG = System.getLogger(Attempts.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final WorkerMetrics metrics;
    private final CountDownLatch stopping;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param stopping ends every pause
     */
    Attempts(WorkerMetrics metrics, CountDownLatch stopping) {
        this.metrics = metrics;
        this.stopping = stopping;
    }

    /** False where it failed, which is logged. */
    boolean make(String who, Runnable work) {
        try {
            work.run();
            pause = FIRST_PAUSE;
            return true;
        } catch (StreamUnavailableException | JdbiException | TransactionalException away) {
            LOG.log(WARNING, "Consumer " + who + " could not go on: " + RootCause.of(away));
        } catch (RuntimeException unexpected) {
            LOG.log(ERROR, "Consumer " + who + " could not go on", unexpected);
        }
        metrics.failed();
        return false;
    }

    /** Jitter keeps the consumers of many pods from coming back at once. */
    void pause() throws InterruptedException {
        long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
        boolean ended = stopping.await(millis, TimeUnit.MILLISECONDS);
        Duration longer = pause.multipliedBy(2);
        pause = ended || longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
