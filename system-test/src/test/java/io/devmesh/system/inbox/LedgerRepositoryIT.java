package io.devmesh.system.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.shared.event.LedgerRepository;
import io.devmesh.shared.event.LedgerRepository.Count;
import io.devmesh.shared.event.LedgerRepository.Kind;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.worker.inbox.QuarantineRepository;
import io.devmesh.worker.inbox.WaitingRepository;
import io.devmesh.worker.inbox.WaitingRepository.Backlog;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted and measured for operators, on a real PostgreSQL. */
class LedgerRepositoryIT {
    private static final SourceName GIT = new SourceName("git");
    private static final SourceName JIRA = new SourceName("jira");

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static Jdbi application;
    private static Jdbi jdbi;

    private final LedgerRepository ledger = new LedgerRepository(application);

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

    @BeforeEach
    void empty() {
        jdbi.useHandle(handle -> handle.execute("TRUNCATE ledger, quarantined_entry, event_work"));
    }

    @Test
    void addsWhatManyHaveAccepted() {
        ledger.accept(Map.of(GIT, 2L, JIRA, 5L), "edge-mcp@a", UUID.randomUUID());
        ledger.accept(Map.of(GIT, 3L), "edge-mcp@a", UUID.randomUUID());
        ledger.accept(Map.of(GIT, 4L), "edge-mcp@b", UUID.randomUUID());

        assertThat(ledger.accepted()).isEqualTo(Map.of("git", 9L, "jira", 5L));
    }

    @Test
    void addsAFlushOnceThoughItIsTriedAgain() {
        UUID flush = UUID.randomUUID();
        ledger.accept(Map.of(GIT, 2L), "edge-mcp@a", flush);
        ledger.accept(Map.of(GIT, 2L), "edge-mcp@a", flush);

        assertThat(ledger.accepted()).isEqualTo(Map.of("git", 2L));
    }

    @Test
    void countsWhatIsQuarantinedOnceBySourceAsFarAsThatCanBeRead() {
        QuarantineRepository quarantine = new QuarantineRepository(application, new StreamConfig("s", "g"));
        StreamEntry known = entry("1-1", "{\"source\":\"git\"}");
        quarantine.store(known, "It ended three Workers");
        quarantine.store(known, "It ended three Workers");
        quarantine.store(entry("1-2", "{"), "not JSON");

        assertThat(ledger.counts())
                .containsExactlyInAnyOrder(new Count("git", Kind.QUARANTINED, 1), new Count("", Kind.QUARANTINED, 1));
    }

    @Test
    void measuresWhatWaitsByState() {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO event_work (event_id, tenant_id, received_at, source, attempts, held, due_at)
                SELECT gen_random_uuid(), gen_random_uuid(), now(), 'git', attempts, held, due_at
                FROM (VALUES (0, false, now() - interval '60 seconds'), (2, false, now() + interval '1 hour'),
                             (1, false, 'infinity'), (0, false, 'infinity'), (0, true, now() + interval '1 minute'))
                     AS w (attempts, held, due_at)
                """));

        Backlog backlog = new WaitingRepository(application).measure();

        assertThat(backlog.byState()).isEqualTo(Map.of("due", 1L, "retrying", 1L, "blocked", 2L, "held", 1L));
        assertThat(backlog.overdueSeconds()).isBetween(60.0, 120.0);
        assertThat(backlog.monthsAhead()).isEqualTo(2);
        assertThat(backlog.dead() + backlog.strays()).isZero();
    }

    private static StreamEntry entry(String id, String metadata) {
        return new StreamEntry(new EntryId(id), Map.of("metadata", metadata.getBytes(UTF_8)));
    }
}
