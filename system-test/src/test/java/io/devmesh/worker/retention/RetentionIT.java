package io.devmesh.worker.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.Database;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.NewEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.worker.lease.LeaseRepository;
import io.devmesh.worker.lease.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months come and go on a real PostgreSQL, at whatever time a test says that it is. */
class RetentionIT {
    private static final Instant MAY = Instant.parse("2041-05-20T12:00:00Z");
    private static final Instant JULY = Instant.parse("2041-07-31T23:59:59.999999Z");
    private static final Instant AUGUST = Instant.parse("2041-08-01T00:00:00Z");
    private static final SourceName SOURCE = new SourceName("git");

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static SchemaMigration migration;
    private static Jdbi application;
    private static Jdbi jdbi;
    private static List<String> monthsAtFirst;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final RetentionRepository rows = new RetentionRepository(application);
    private final EventRepository events = new EventRepository(application);

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        Database database = postgres.database("disable");
        migration = new SchemaMigration(database.asOwner().dataSource(), database.user());
        migration.migrate();
        application = Jdbi.create(database.dataSource());
        jdbi = Jdbi.create(postgres.admin().dataSource());
        monthsAtFirst = months();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void empty() {
        jdbi.useHandle(handle -> {
            handle.execute(
                    "TRUNCATE event, event_attempt, event_key, event_work, outbox, quarantined_entry, ledger, lease");
            for (String month : months()) {
                if (month.compareTo("2040") > 0) {
                    handle.execute("DROP TABLE event_" + month + ", event_attempt_" + month);
                }
            }
        });
    }

    @Test
    void hasThisMonthAndTwoAheadFromTheFirstMigrationOn() {
        assertThat(monthsAtFirst).hasSize(3);
    }

    @Test
    void makesThisMonthAndTwoAheadAndIsContentWithThem() {
        keeping("90d").run(MAY);
        keeping("90d").run(MAY);

        assertThat(months()).contains("204105", "204106", "204107").doesNotContain("204104", "204108");
    }

    @Test
    void takesEventsOfAMonthThatNobodyMadeAndSortsThemIntoItLater() {
        store("last-of-July", JULY);
        store("first-of-August", AUGUST);
        assertThat(placeOf("last-of-July")).isEqualTo("event_default");

        keeping("0").run(MAY);
        assertThat(placeOf("last-of-July")).isEqualTo("event_204107");
        assertThat(placeOf("first-of-August")).isEqualTo("event_default");

        keeping("0").run(JULY);
        assertThat(placeOf("first-of-August")).isEqualTo("event_204108");
        assertThat(attemptsIn("event_attempt_204107")).isOne();
        assertThat(attemptsIn("event_attempt_default")).isZero();
        store("second-of-August", AUGUST.plusSeconds(1));
        assertThat(placeOf("second-of-August")).isEqualTo("event_204108");
    }

    @Test
    void dropsMonthsThatAreOldToTheirLastMoment() {
        keeping("90d").run(MAY);
        store("first-of-May", Instant.parse("2041-05-01T00:00:00Z"));
        store("first-of-June", Instant.parse("2041-06-01T00:00:00Z"));

        keeping("90d").run(Instant.parse("2041-08-29T23:59:59Z"));
        assertThat(months()).contains("204105");
        keeping("90d").run(Instant.parse("2041-08-30T00:00:00Z"));

        assertThat(months()).doesNotContain("204105").contains("204106");
        assertThat(deliveries()).containsExactly("first-of-June");
        assertThat(keys()).isOne();
    }

    @Test
    void keepsAMonthInWhichAnEventWaitsWithItsKeys() {
        keeping("90d").run(MAY);
        store("done", MAY);
        EventId waiting = wait("waits", MAY);

        keeping("90d").run(MAY.plus(Duration.ofDays(400)));
        assertThat(deliveries()).containsExactlyInAnyOrder("done", "waits");
        assertThat(keys()).isEqualTo(2);

        jdbi.useHandle(handle -> handle.execute("DELETE FROM event_work WHERE event_id = ?", waiting.value()));
        keeping("90d").run(MAY.plus(Duration.ofDays(400)));
        assertThat(deliveries()).isEmpty();
        assertThat(keys()).isZero();
    }

    @Test
    void keepsAMonthOfWhichAnEventIsStillToBeForwarded() {
        keeping("90d").run(MAY);
        EventId event = store("forwarded", MAY);
        forward(event, "pending");

        keeping("90d").run(MAY.plus(Duration.ofDays(400)));
        assertThat(deliveries()).containsExactly("forwarded");

        jdbi.useHandle(handle -> handle.execute("UPDATE outbox SET status = 'dead'"));
        keeping("90d").run(MAY.plus(Duration.ofDays(400)));
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void keepsEverythingWhereThatIsWanted() {
        keeping("0").run(MAY);
        store("old", MAY);
        store("stray", Instant.parse("1970-01-01T00:00:00Z"));
        forward(store("sent", MAY), "delivered");

        keeping("0").run(MAY.plus(Duration.ofDays(10_000)));

        assertThat(deliveries()).containsExactlyInAnyOrder("old", "stray", "sent");
        assertThat(keys()).isEqualTo(3);
        assertThat(count("outbox")).isOne();
    }

    @Test
    void deletesStraysByTheMomentThatTheDatabaseStoredThem() {
        Instant now = rows.now();
        store("long-ago", Instant.parse("0001-01-01T00:00:00Z"));
        store("far-ahead", Instant.parse("9999-12-31T23:59:59Z"));
        wait("waits", Instant.parse("1999-01-01T00:00:00Z"));

        keeping("90d").run(now);
        assertThat(deliveries()).containsExactlyInAnyOrder("long-ago", "far-ahead", "waits");
        assertThat(keys()).isEqualTo(3);

        keeping("90d").run(now.plus(Duration.ofDays(91)));
        assertThat(deliveries()).containsExactly("waits");
        assertThat(count("event_attempt")).isOne();
    }

    @Test
    void knowsForThirtyDaysWhatItHasSeenThoughItKeepsEventsForLess() {
        keeping("1d").run(MAY);
        store("seen", Instant.parse("2041-05-31T00:00:00Z"));

        keeping("1d").run(Instant.parse("2041-06-29T00:00:00Z"));
        assertThat(deliveries()).isEmpty();
        assertThat(keys()).isOne();

        keeping("1d").run(Instant.parse("2041-07-01T00:00:00Z"));
        assertThat(keys()).isZero();
    }

    @Test
    void deletesWhatIsFinishedAndOldElsewhere() {
        forward(EventId.of(tenant, SOURCE, new DeliveryId("a")), "delivered");
        forward(EventId.of(tenant, SOURCE, new DeliveryId("b")), "pending");
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO quarantined_entry (stream, entry_id, reason, fields) VALUES ('s', '1-1', '', '{}')"));

        keeping("90d").run(rows.now());
        assertThat(count("outbox") + count("quarantined_entry")).isEqualTo(3);
        keeping("90d").run(rows.now().plus(Duration.ofDays(91)));

        assertThat(count("outbox")).isOne();
        assertThat(count("quarantined_entry")).isZero();
    }

    @Test
    void givesWayToWhoeverReadsForLong() {
        keeping("90d").run(MAY);
        try (Handle reader = jdbi.open()) {
            reader.begin();
            reader.select("SELECT count(*) FROM event").mapTo(Long.class).one();

            assertThatThrownBy(() -> keeping("90d").run(MAY.plus(Duration.ofDays(400))))
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("lock timeout");
            store("meanwhile", MAY);
            reader.rollback();
        }
        keeping("90d").run(MAY.plus(Duration.ofDays(400)));
        assertThat(months()).doesNotContain("204105");
    }

    @Test
    void oneWorkerDoesItForAllUntilItEnds() {
        Retention first = retention("90d", "a");
        Retention second = retention("90d", "b");

        first.look();
        assertThat(leaseHolder()).contains("worker@a#1");
        second.look();
        assertThat(leaseHolder()).contains("worker@a#1");
        first.stop();
        second.look();

        assertThat(leaseHolder()).contains("worker@b#1");
    }

    @Test
    void rollsUpWhatManyHaveCountedAndChangesNoSum() {
        store("1", MAY);
        store("2", MAY);
        Map<String, Long> before = ledger();
        jdbi.useHandle(handle -> handle.execute("INSERT INTO ledger VALUES ('git', 'stored', 'gone', 5)"));

        keeping("90d").run(MAY);
        store("3", MAY);
        keeping("90d").run(MAY);

        assertThat(before).isEqualTo(Map.of("stored", 2L));
        assertThat(ledger()).isEqualTo(Map.of("stored", 8L));
        assertThat(count("ledger")).isOne();
    }

    @Test
    void makesMonthsOfTheAuditLogAheadAndDropsOldOnes() {
        keeping("90d").run(MAY);
        List<String> before = auditMonths();

        keeping("90d").run(MAY.plus(Duration.ofDays(600)));

        assertThat(before).contains("204105", "204106", "204107");
        assertThat(auditMonths()).doesNotContain("204105", "204106", "204107").contains("204301");
    }

    private static List<String> auditMonths() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        SELECT right(c.relname, 6) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = 'audit_entry'::regclass AND c.relname ~ '_[0-9]{6}$' ORDER BY 1
                        """).mapTo(String.class).list());
    }

    private Retention keeping(String retention) {
        return retention(retention, "a");
    }

    private Retention retention(String retention, String pod) {
        return new Retention(
                rows,
                new LeaseRepository(application),
                new WorkerProcess("worker@" + pod, "1"),
                migration,
                RetentionConfig.from(Settings.of(Map.of("EVENT_RETENTION", retention))));
    }

    private EventId store(String delivery, Instant receivedAt) {
        WebhookEvent event = event(delivery, receivedAt);
        events.insertIfAbsent(List.of(NewEvent.direct(StoredEvent.dead(event, "as the test wants it"))), "worker@a");
        return event.id();
    }

    private EventId wait(String delivery, Instant receivedAt) {
        WebhookEvent event = event(delivery, receivedAt);
        events.insertIfAbsent(
                List.of(NewEvent.direct(StoredEvent.received(event, Waiting.now(Optional.empty())))), "worker@a");
        return event.id();
    }

    private WebhookEvent event(String delivery, Instant receivedAt) {
        DeliveryId id = new DeliveryId(delivery);
        return new WebhookEvent(
                EventId.of(tenant, SOURCE, id),
                tenant,
                SOURCE,
                Provider.GITHUB,
                id,
                "push",
                Optional.empty(),
                Optional.empty(),
                receivedAt,
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                delivery.getBytes(UTF_8));
    }

    private void forward(EventId event, String status) {
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO outbox (id, tenant_id, source, event_id, event_received_at, target, status)"
                        + " VALUES (gen_random_uuid(), ?, 'git', ?, ?, 'there', ?)",
                tenant.value(),
                event.value(),
                MAY,
                status));
    }

    private static List<String> months() {
        return texts("SELECT right(relname, 6) FROM pg_class WHERE relname ~ '^event_\\d{6}$' AND relkind = 'r'");
    }

    private List<String> deliveries() {
        return texts("SELECT delivery_id FROM event");
    }

    private String placeOf(String delivery) {
        return texts("SELECT tableoid::regclass FROM event WHERE delivery_id = '" + delivery + "'")
                .getFirst();
    }

    private Optional<String> leaseHolder() {
        return texts("SELECT holder FROM lease WHERE name = 'retention'").stream()
                .findFirst();
    }

    private Map<String, Long> ledger() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT kind, sum(events) AS n FROM ledger GROUP BY kind")
                .setMapKeyColumn("kind")
                .setMapValueColumn("n")
                .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, Long>>() {}));
    }

    private long attemptsIn(String partition) {
        return count(partition);
    }

    private long keys() {
        return count("event_key");
    }

    private static long count(String table) {
        return jdbi.withHandle(handle ->
                handle.select("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    private static List<String> texts(String sql) {
        return jdbi.withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
