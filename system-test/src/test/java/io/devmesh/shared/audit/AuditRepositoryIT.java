package io.devmesh.shared.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.Database;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Chains on a real PostgreSQL. */
class AuditRepositoryIT {
    private static final Instant MOMENT = Instant.parse("2041-05-20T12:00:00.123456789Z");

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static Jdbi application;
    private static Jdbi jdbi;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final AuditRepository audit = new AuditRepository(application);

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        Database database = postgres.database("disable");
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        application = Jdbi.create(database.dataSource());
        jdbi = Jdbi.create(postgres.admin().dataSource());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void showsWhatWasWrittenInItsOrder() {
        audit.append(List.of(entry(tenant, "one"), entry(tenant, "two")));

        List<ObjectNode> all = audit.page(tenant, 0, Optional.empty(), 10);

        assertThat(all).extracting(entry -> entry.path("subject").stringValue()).containsExactly("one", "two");
        assertThat(all.getFirst().path("seq").longValue()).isEqualTo(1);
        assertThat(all.getFirst().path("at").stringValue()).isEqualTo("2041-05-20T12:00:00.123456Z");
        assertThat(all.getFirst().path("detail").path("text").stringValue()).isEqualTo("naïve \"text\"\n\u2028");
        assertThat(audit.page(tenant, 1, Optional.empty(), 10)).hasSize(1);
        assertThat(audit.page(tenant, 0, Optional.of(MOMENT.plusSeconds(1)), 10))
                .isEmpty();
        assertThat(audit.page(new TenantId(UUID.randomUUID()), 0, Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void isOneChainWhoeverWritesAtTheSameTime() throws Exception {
        TenantId other = new TenantId(UUID.randomUUID());
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                all.add(writers.submit(() -> IntStream.range(0, 25)
                        .forEach(i ->
                                audit.append(List.of(entry(tenant, "a"), entry(other, "b"), entry(tenant, "c"))))));
            }
            for (Future<?> writer : all) {
                writer.get();
            }
        }

        assertThat(audit.verify(tenant)).isInstanceOfSatisfying(AuditVerdict.Intact.class, intact -> {
            assertThat(intact.first()).isEqualTo(1);
            assertThat(intact.last()).isEqualTo(400);
        });
        assertThat(audit.verify(other))
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.last()).isEqualTo(200));
    }

    @Test
    void refusesChangesByWhicheverWay() {
        audit.append(List.of(entry(tenant, "one")));

        for (String table : List.of("audit_entry", "audit_entry_default")) {
            assertThatThrownBy(
                            () -> jdbi.useHandle(handle -> handle.execute("UPDATE " + table + " SET actor = 'nobody'")))
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("only grows");
            assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("DELETE FROM " + table)))
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("only grows");
        }
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("TRUNCATE audit_entry")))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("only grows");
    }

    @Test
    void findsWhatTheOwnerOfTheTableChanged() {
        append("one", "two", "three");

        byForce("UPDATE audit_entry SET actor = 'nobody' WHERE tenant_id = ? AND seq = 2");

        assertThat(audit.verify(tenant)).isEqualTo(new AuditVerdict.Broken(2, "it is not what was written"));
    }

    @Test
    void findsWhatTheOwnerOfTheTableTookOut() {
        append("one", "two", "three");

        byForce("DELETE FROM audit_entry WHERE tenant_id = ? AND seq = 2");

        assertThat(audit.verify(tenant)).isEqualTo(new AuditVerdict.Broken(2, "it is missing"));
    }

    @Test
    void findsThatTheEndWasCutOff() {
        append("one", "two", "three");

        byForce("DELETE FROM audit_entry WHERE tenant_id = ? AND seq = 3");

        assertThat(audit.verify(tenant)).isEqualTo(new AuditVerdict.Broken(3, "the chain ends at 3"));
    }

    @Test
    void knowsHowManyThereWereWhereAllAreGone() {
        append("one", "two");

        byForce("DELETE FROM audit_entry WHERE tenant_id = ?");

        assertThat(audit.verify(tenant)).isInstanceOfSatisfying(AuditVerdict.Intact.class, intact -> {
            assertThat(intact.first()).isEqualTo(3);
            assertThat(intact.last()).isEqualTo(2);
        });
    }

    @Test
    void beginsWithTheOldestThatRetentionLeft() {
        append("one", "two", "three");

        byForce("DELETE FROM audit_entry WHERE tenant_id = ? AND seq = 1");

        assertThat(audit.verify(tenant))
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.first()).isEqualTo(2));
    }

    @Test
    void dropsMonthsThatEndedBefore() {
        assertThat(drop("2026-11-01T00:00:00Z")).isEmpty();
        new DatabaseScope(application)
                .ofAll()
                .use(handle -> handle.execute("SELECT make_audit_partition('2031-02-03Z')"));

        assertThat(IntStream.range(0, 10)
                        .mapToObj(i -> drop("2031-03-01T00:00:00Z"))
                        .flatMap(Optional::stream))
                .contains("203102")
                .hasSize(4);
    }

    @Test
    void takesWhatAnOlderVersionWrites() {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO operation_audit (tenant_id, actor, action, subject, detail)
                VALUES (?, 'operator:old', 'source.pause', 'git', '{}')
                """, tenant.value()));

        assertThat(audit.page(tenant, 0, Optional.empty(), 10))
                .extracting(entry -> entry.path("actor").stringValue())
                .containsExactly("operator:old");
        assertThat(audit.verify(tenant)).isInstanceOf(AuditVerdict.Intact.class);
    }

    private void append(String... subjects) {
        for (String subject : subjects) {
            audit.append(List.of(entry(tenant, subject)));
        }
    }

    /** As somebody may who owns the table. */
    private void byForce(String statement) {
        jdbi.useTransaction(handle -> {
            handle.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER");
            handle.execute(statement, tenant.value());
            handle.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER");
        });
    }

    private static Optional<String> drop(String before) {
        return new DatabaseScope(application)
                .ofAll()
                .with(handle -> handle.createQuery("SELECT drop_audit_partition(CAST(:before AS timestamptz))")
                        .bind("before", before)
                        .map((row, context) -> Optional.ofNullable(row.getString(1)))
                        .one());
    }

    private static AuditEntry entry(TenantId tenant, String subject) {
        return new AuditEntry(
                tenant,
                Optional.of(MOMENT),
                "operator:ada",
                "source.pause",
                subject,
                Json.mapper().createObjectNode().put("text", "naïve \"text\"\n\u2028"));
    }
}
