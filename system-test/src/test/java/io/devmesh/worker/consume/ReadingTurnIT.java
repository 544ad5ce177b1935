package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.Database;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.worker.lease.LeaseRepository;
import io.devmesh.worker.lease.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Workers and one turn, on a real PostgreSQL, whose clock decides; each Worker's own clock is the test's. */
class ReadingTurnIT {
    private static final Duration LENGTH = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static Jdbi jdbi;

    private final AtomicLong nanoTime = new AtomicLong();
    private final ReadingTurn first = turn("worker-1");
    private final ReadingTurn second = turn("worker-2");

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        Database database = postgres.database("disable");
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        jdbi = Jdbi.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void begin() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM lease"));
        first.renew();
        second.renew();
    }

    @Test
    void isOneWorkersAtATime() {
        assertThat(first.isMine()).isTrue();
        assertThat(second.isMine()).isFalse();
    }

    @Test
    void isOverWhenItWasNotRenewed() {
        nanoTime.addAndGet(LENGTH.toNanos());

        assertThat(first.isMine()).isFalse();
    }

    @Test
    void isTakenAsSoonAsTheOthersIsOver() {
        awaitEnd();
        nanoTime.addAndGet(LENGTH.toNanos() + 1);

        second.takeWhereOver();

        assertThat(second.isMine()).isTrue();
    }

    @Test
    void isNotAskedForBefore() {
        awaitEnd();
        nanoTime.addAndGet(LENGTH.toNanos() / 2);

        second.takeWhereOver();

        assertThat(second.isMine()).as("which PostgreSQL would have given").isFalse();
    }

    @Test
    void staysWithWhoeverHasRenewedIt() {
        nanoTime.addAndGet(LENGTH.toNanos() + 1);
        first.renew();

        second.takeWhereOver();

        assertThat(first.isMine()).isTrue();
        assertThat(second.isMine()).isFalse();
    }

    @Test
    void isTheNextOnesAtOnceWhereItWasGivenBack() {
        first.giveBack();

        second.renew();

        assertThat(second.isMine()).isTrue();
    }

    private ReadingTurn turn(String pod) {
        return new ReadingTurn(new LeaseRepository(jdbi), new WorkerProcess(pod, "1"), LENGTH, nanoTime::get);
    }

    private static void awaitEnd() {
        await().until(() -> jdbi.withHandle(handle -> handle.createQuery("SELECT until < now() FROM lease")
                .mapTo(Boolean.class)
                .one()));
    }
}
