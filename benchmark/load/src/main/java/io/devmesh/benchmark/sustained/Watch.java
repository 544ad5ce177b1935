package io.devmesh.benchmark.sustained;

import io.devmesh.benchmark.servers.Heap;
import io.devmesh.benchmark.servers.ResidentMemory;
import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
        CountDownLatch done = new CountDownLatch(1);
        Future<Seen> seen;
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            seen = other.submit(() -> untilDone(done));
            try {
                meanwhile.run();
            } finally {
                done.countDown();
            }
        }
        return seen.resultNow();
    }

    private Seen untilDone(CountDownLatch done) throws InterruptedException {
        Seen seen = new Seen();
        long start = System.nanoTime();
        try (Jedis redis = new Jedis("127.0.0.1", servers.redisPort())) {
            for (int second = 1;
                    !done.await(start + second * SECOND - System.nanoTime(), TimeUnit.NANOSECONDS);
                    second++) {
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
}
