package io.devmesh.benchmark.sustained;

import io.devmesh.benchmark.servers.Heap;
import io.devmesh.benchmark.servers.ResidentMemory;
import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;

/** Looks each second at what is on the stream, and each half minute at what the Worker holds. */
final class Watch {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int HALF_A_MINUTE = 30;

    private final Servers servers;
    private final String stream;
    private final String group;

    Watch(Servers servers, String stream, String group) {
        this.servers = servers;
        this.stream = stream;
        this.group = group;
    }

    /**
     * All that was seen, in order.
     *
     * @param pending entries that were delivered and not acknowledged
     * @param unread entries that no consumer has had
     * @param heap of the Worker after a collection, in mebibytes
     * @param resident what its process holds of the machine's memory, in mebibytes
     */
    record Seen(
            List<Growth.Point> pending,
            List<Growth.Point> unread,
            List<Growth.Point> heap,
            List<Growth.Point> resident) {
        private Seen() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** What is seen until {@code meanwhile} is done. */
    Seen during(Runnable meanwhile) {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Seen> seen;
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            seen = CompletableFuture.supplyAsync(() -> untilDone(done), other);
            try {
                meanwhile.run();
            } finally {
                done.set(true);
            }
        }
        return seen.join();
    }

    private Seen untilDone(AtomicBoolean done) {
        Seen seen = new Seen();
        long start = System.nanoTime();
        try (Jedis redis = new Jedis("127.0.0.1", servers.redisPort())) {
            for (int second = 1; !isDone(done, start + second * SECOND); second++) {
                // The other way round, an entry that is delivered in between would be unread by less than nothing.
                long pending = redis.xpending(stream, group).getTotal();
                long all = redis.xlen(stream);
                seen.pending().add(new Growth.Point(second, pending));
                seen.unread().add(new Growth.Point(second, Math.max(0, all - pending)));
                if (second % HALF_A_MINUTE == 1) {
                    seen.heap().add(new Growth.Point(second, new Heap(servers.worker()).afterCollection()));
                    double held = new ResidentMemory(servers.worker(), ResidentMemory.Kind.JVM).now();
                    seen.resident().add(new Growth.Point(second, held));
                }
            }
        }
        return seen;
    }

    /** Waits until {@code nanoTime}. */
    private static boolean isDone(AtomicBoolean done, long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return done.get();
    }
}
