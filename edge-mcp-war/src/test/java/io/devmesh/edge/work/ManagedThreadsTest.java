package io.devmesh.edge.work;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ManagedThreadsTest {
    private final AtomicReference<FutureTask<?>> scheduled = new AtomicReference<>();
    private final ManagedThreads threads =
            new ManagedThreads(shutDown(), fake(ManagedScheduledExecutorService.class, (proxy, method, arguments) -> {
                FutureTask<?> task = new FutureTask<>((Callable<?>) arguments[0]);
                scheduled.set(task);
                Thread.ofVirtual().start(task);
                return null;
            }));

    @Test
    void workOnThoughTheServerHasShutItsExecutorDown() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);

        threads.execute(done::countDown);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void holdAStopUntilAllWorkIsDone() throws InterruptedException {
        Shutdown shutdown = new Shutdown();
        threads.holdStop("application", shutdown);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        threads.execute(() -> {
            begun.countDown();
            await(mayEnd);
            throw new IllegalStateException("failed at the end");
        });
        begun.await();

        shutdown.stop();
        assertThat(scheduled.get()).isNotDone();
        mayEnd.countDown();

        assertThat(scheduled.get()).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void holdNothingWhereNothingIsAtWork() {
        Shutdown shutdown = new Shutdown();
        threads.holdStop("application", shutdown);
        assertThat(scheduled.get()).isNotDone();

        shutdown.stop();

        assertThat(scheduled.get()).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private static ManagedExecutorService shutDown() {
        return fake(ManagedExecutorService.class, (proxy, method, arguments) -> {
            throw new RejectedExecutionException("shut down");
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
