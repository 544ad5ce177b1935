package io.devmesh.edge.work;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManagedThreadsTest {
    @Test
    void workOnThoughTheServerHasShutItsExecutorDown() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);

        new ManagedThreads(shutDown()).execute(done::countDown);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static ManagedExecutorService shutDown() {
        return (ManagedExecutorService) Proxy.newProxyInstance(
                ManagedExecutorService.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    throw new RejectedExecutionException("shut down");
                });
    }
}
