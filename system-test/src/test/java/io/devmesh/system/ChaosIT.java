package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.ChaosLedger.Verdict;
import io.devmesh.system.servers.Signal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can die dies, several times, while events come in: none that was accepted is lost, none has its effect twice,
 * and those of one repository have theirs in order.
 *
 * <p>{@code -Dchaos.events}, {@code -Dchaos.rounds}, {@code -Dchaos.seed} and {@code -Dchaos.outage} (seconds) make another run of
 * it; docs/benchmarks.md has the long one.
 */
class ChaosIT {
    private static final int EVENTS = Integer.getInteger("chaos.events", 100_000);

    /** How often everything dies at the most; the rest of the events come in peace. */
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 2);

    private static final long SEED = Long.getLong("chaos.seed", 20_261_126);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("chaos.outage", 20));
    private static final int KEYS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Longer than a Worker's lease. */
    private static final Duration FREEZE = Duration.ofSeconds(7);

    @TempDir
    private static Path folder;

    private final List<String> done = new ArrayList<>();

    @Test
    void losesNothingAndDoesNothingTwiceWhateverDies() throws Exception {
        try (ChaosServers servers = new ChaosServers("chaos", folder.resolve("chaos"));
                ChaosProducer producer = new ChaosProducer(servers.stack().tenant("chaos"), KEYS, EVENTS / KEYS)) {
            ChaosLedger ledger =
                    new ChaosLedger(Jdbi.create(servers.postgres().admin().dataSource()));
            ledger.open();
            Random random = new Random(SEED);
            producer.start();
            List<Runnable> schedule = schedule(servers, random);
            int round = 0;
            do {
                round++;
                Collections.shuffle(schedule, random);
                for (Runnable blow : schedule) {
                    blow.run();
                    pause(Duration.ofMillis(2_000 + random.nextInt(2_000)));
                }
            } while (!producer.isDone() && round < ROUNDS);
            List<String> accepted = producer.accepted();

            await().atMost(PATIENCE).until(() -> ledger.finished() == accepted.size());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ledger.verdict(accepted))
                            .as("after %s", done)
                            .isEqualTo(Verdict.GOOD));
            assertThat(accepted).hasSize(EVENTS / KEYS * KEYS);
            assertNothingIsLeftOnTheStream(servers);
            System.out.println("Chaos: " + accepted.size() + " events, blows: " + done);
        }
    }

    /** Which shows that the ledger would see it. */
    @Test
    void theLedgerSeesWhatIsDoneTwice() throws Exception {
        try (ChaosServers servers = new ChaosServers("chaos-control", folder.resolve("control"));
                ChaosProducer producer = new ChaosProducer(servers.stack().tenant("chaos"), KEYS, 40)) {
            ChaosLedger ledger =
                    new ChaosLedger(Jdbi.create(servers.postgres().admin().dataSource()));
            ledger.open();
            ledger.switchDedupeOff();
            producer.start();
            List<String> accepted = producer.accepted();
            await().atMost(PATIENCE).until(() -> ledger.finished() == accepted.size());
            await().atMost(PATIENCE).until(() -> servers.primary().admin().xlen("webhook-events") == 0);

            Verdict verdict = ledger.verdict(accepted);
            assertThat(verdict.lost()).isZero();
            assertThat(verdict.doubled()).isPositive();
        }
    }

    private List<Runnable> schedule(ChaosServers servers, Random random) {
        return new ArrayList<>(List.of(
                () -> kill(servers, random),
                () -> kill(servers, random),
                () -> note("PostgreSQL restarted at once", servers::restartPostgres),
                () -> note("Redis failed over", servers::failRedisOver),
                () -> note("connections cut", servers::cutConnections),
                () -> freeze(servers, random),
                () -> note(
                        "PostgreSQL silent",
                        () -> servers.silence(servers.wayToDatabase(), () -> pause(Duration.ofSeconds(6)))),
                () -> note(
                        "Redis silent",
                        () -> servers.silence(servers.wayToRedis(), () -> pause(Duration.ofSeconds(3)))),
                () -> note("PostgreSQL away", () -> awayFor(servers, OUTAGE)),
                () -> note("PostgreSQL's connections exhausted", () -> exhaust(servers))));
    }

    private void note(String what, Runnable blow) {
        done.add(what);
        blow.run();
    }

    private void kill(ChaosServers servers, Random random) {
        String pod = pod(random);
        note(pod + " killed", () -> servers.killWorker(pod));
    }

    /** It wakes up and believes that nothing has happened. */
    private void freeze(ChaosServers servers, Random random) {
        String pod = pod(random);
        note(pod + " frozen", () -> {
            ProcessHandle process = servers.stack().server(pod).process();
            new Signal("STOP").send(process);
            pause(FREEZE);
            new Signal("CONT").send(process);
        });
    }

    private static void awayFor(ChaosServers servers, Duration outage) {
        servers.postgres().kill();
        pause(outage);
        servers.postgres().start();
    }

    /** Takes all that are free, as a leak elsewhere would. */
    private static void exhaust(ChaosServers servers) {
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < 1_000) {
                taken.add(servers.postgres().database("disable").dataSource().getConnection());
            }
        } catch (SQLException none) {
            servers.wayToDatabase().cut(); // those that the services had are gone, and they get no others
        }
        pause(Duration.ofSeconds(4));
        taken.forEach(ChaosIT::close);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String pod(Random random) {
        return "worker-" + (1 + random.nextInt(2));
    }

    private static void assertNothingIsLeftOnTheStream(ChaosServers servers) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(servers.primary().admin().xlen("webhook-events")).isZero();
            assertThat(servers.primary()
                            .admin()
                            .xpending("webhook-events", "webhook-processors")
                            .getTotal())
                    .isZero();
        });
    }

    /** Chaos takes its time; nothing is awaited here. */
    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }
}
