package io.devmesh.system;

import io.devmesh.shared.json.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Delivers a number of events of each key, one of a key after the other, each until it is accepted, and some twice. */
final class ChaosProducer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int TWICE = 50;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final EdgeClient edge;
    private final int keys;
    private final int eventsPerKey;
    private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> running = new ArrayList<>();

    ChaosProducer(EdgeClient edge, int keys, int eventsPerKey) {
        this.edge = edge;
        this.keys = keys;
        this.eventsPerKey = eventsPerKey;
    }

    void start() {
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            running.add(threads.submit(() -> deliverFrom(first)));
        }
    }

    boolean isDone() {
        return running.stream().allMatch(Future::isDone);
    }

    /** Ids of what was accepted; throws what a thread threw. */
    List<String> accepted() throws Exception {
        for (Future<?> thread : running) {
            thread.get();
        }
        return List.copyOf(accepted);
    }

    private void deliverFrom(int first) {
        for (int number = 0; number < eventsPerKey; number++) {
            for (int key = first; key < keys; key += THREADS) {
                String id = "d-" + key + "-" + number;
                byte[] body = body(key, number);
                deliver(id, body);
                accepted.add(id);
                if (number % TWICE == 0) {
                    deliver(id, body);
                }
            }
        }
    }

    /** As a provider does that repeats what was not accepted. */
    private void deliver(String id, byte[] body) {
        while (!isAccepted(id, body)) {
            LockSupport.parkNanos(PAUSE);
            if (Thread.interrupted()) {
                throw new IllegalStateException("The test has ended");
            }
        }
    }

    private boolean isAccepted(String id, byte[] body) {
        try {
            return edge.deliver("issues", id, body).status() == 202;
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }

    private static byte[] body(int key, int number) {
        return Json.mapper()
                .writeValueAsBytes(Map.of(
                        "action", "opened",
                        "issue", Map.of("number", number, "title", "Issue " + number, "body", "x".repeat(1_000)),
                        "repository", Map.of("full_name", "acme/" + key),
                        "sender", Map.of("login", "octocat")));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
