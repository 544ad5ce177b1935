package io.devmesh.benchmark.recovery;

import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Something dies while events come, at {@link Stage#PER_SECOND}. */
record Blows(Stage stage) {
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration EVENTS = Duration.ofSeconds(12);

    /** It ends as in a crash and is started at once. From when it took a connection until an event was stored. */
    Duration crashPostgres() {
        Instant accepted = amidEvents(() -> {
            stage.servers().postgres().kill();
            return stage.postgres().start();
        });
        return Duration.between(accepted, stage.firstCommit(accepted, Instant.EPOCH));
    }

    /**
     * The primary is killed, its replica takes its place and its name. From when that could be written to until an event was stored
     * that came after it.
     */
    Duration failRedisOver() {
        stage.settle();
        int before = stage.send(BEFORE);
        stage.redis().awaitReplica();
        stage.redis().failOver();
        Instant writable = stage.clock().instant();
        int after = stage.send(EVENTS);
        stage.awaitDrained();
        stage.requireStored(before, after);
        Duration took = Duration.between(writable, stage.firstCommit(writable, writable));
        stage.redis().mend();
        return took;
    }

    /**
     * How long it took while the Worker whose turn it was to read was killed.
     *
     * @param left from then until the events that had come before were stored
     * @param longest of any event, from when it was due until it was processed
     */
    record Kill(Duration left, Duration longest) {}

    Kill killReader() {
        AtomicReference<Servers.Instance> victim = new AtomicReference<>();
        Instant killed = amidEvents(() -> {
            victim.set(stage.reader());
            Instant moment = stage.clock().instant();
            victim.get().server().kill();
            return moment;
        });
        Kill kill = new Kill(Duration.between(killed, stage.lastStored(killed)), stage.longestWay());
        victim.get().restart();
        return kill;
    }

    /** Returns when all events are stored. */
    private <T> T amidEvents(Supplier<T> blow) {
        stage.settle();
        CompletableFuture<Integer> sent;
        T result;
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            sent = CompletableFuture.supplyAsync(() -> stage.send(EVENTS), other);
            LockSupport.parkNanos(BEFORE.toNanos());
            result = blow.get();
        }
        stage.awaitDrained();
        stage.requireStored(sent.join());
        return result;
    }
}
