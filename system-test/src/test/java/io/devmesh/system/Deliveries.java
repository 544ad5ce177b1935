package io.devmesh.system;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A provider that never stops: several senders, each delivery with an id of its own, sent again until it is accepted. */
final class Deliveries implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final int perSecond;
    private volatile List<EdgeClient> doors;
    private volatile boolean stopped;

    private Deliveries(int perSecond, EdgeClient door) {
        this.perSecond = perSecond;
        this.doors = List.of(door);
    }

    static Deliveries start(int perSecond, EdgeClient door) {
        Deliveries deliveries = new Deliveries(perSecond, door);
        IntStream.range(0, SENDERS).forEach(i -> deliveries.senders.execute(deliveries::send));
        return deliveries;
    }

    /** Where to from now on, in turn. */
    void sendTo(EdgeClient... others) {
        doors = List.of(others);
    }

    /** The ids that were answered with success. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    void awaitAccepted(int more) {
        int enough = accepted.size() + more;
        await().atMost(PATIENCE).until(() -> accepted.size() >= enough);
    }

    /** Returns when the last delivery is accepted. */
    void stop() throws InterruptedException {
        stopped = true;
        senders.shutdown();
        if (!senders.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("a delivery was not accepted");
        }
    }

    private void send() {
        Duration interval = Duration.ofSeconds(1).multipliedBy(SENDERS).dividedBy(perSecond);
        while (!stopped) {
            int number = sent.incrementAndGet();
            String id = "moving-" + number;
            long start = System.nanoTime();
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .until(() -> isAccepted(number, id));
            accepted.add(id);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> System.nanoTime() - start >= interval.toNanos());
        }
    }

    private boolean isAccepted(int number, String id) {
        List<EdgeClient> now = doors;
        try {
            int status = now.get(number % now.size())
                    .deliver("issues", id, EdgeClient.issue(number, "opened"))
                    .status();
            return status == 202 || status == 200;
        } catch (UncheckedIOException goneOrStopping) {
            return false;
        }
    }

    @Override
    public void close() {
        stopped = true;
        senders.shutdownNow();
    }
}
