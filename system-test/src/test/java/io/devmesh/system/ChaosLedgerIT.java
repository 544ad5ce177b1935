package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.NewEvent;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.source.SourceSettings;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.ChaosLedger.Verdict;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the ledger sees what is wrong, and nothing else. */
class ChaosLedgerIT {
    private static final SourceName SOURCE = new SourceName("chaos");

    @TempDir
    private Path folder;

    private PostgresServer postgres;
    private EventRepository events;
    private ChaosLedger ledger;
    private TenantId tenant;

    @BeforeEach
    void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        Database database = postgres.database("disable");
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        Jdbi application = Jdbi.create(database.dataSource());
        events = new EventRepository(application);
        tenant = new TenantRepository(application).ensure("chaos");
        new SourceRepository(application)
                .store(new Source(
                        SOURCE,
                        tenant,
                        Provider.GITHUB,
                        List.of("secret"),
                        SourceSettings.none(),
                        Processing.standard()));
        ledger = new ChaosLedger(Jdbi.create(postgres.admin().dataSource()));
        ledger.open();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void findsNothingWrongWithBatchesInOrder() {
        store(IntStream.range(0, 50).mapToObj(number -> "d-1-" + number));
        store(Stream.of("d-1-50", "d-2-0"));
        store(Stream.of("d-2-1", "d-1-51"));

        assertThat(ledger.verdict(List.of("d-1-0"))).isEqualTo(Verdict.GOOD);
    }

    @Test
    void seesWhatIsOutOfOrderWithinABatchAndBetweenThem() {
        store(Stream.of("d-1-1", "d-1-0"));
        store(Stream.of("d-2-1"));
        store(Stream.of("d-1-2", "d-2-0"));

        assertThat(ledger.verdict(List.of()).inverted()).isEqualTo(2);
    }

    private void store(Stream<String> deliveries) {
        events.insertIfAbsent(
                deliveries
                        .map(delivery -> event(new DeliveryId(delivery)))
                        .map(event -> NewEvent.direct(StoredEvent.processed(event, NormalizedEvent.of(event))))
                        .toList(),
                "worker@a/0");
    }

    private WebhookEvent event(DeliveryId id) {
        return new WebhookEvent(
                EventId.of(tenant, SOURCE, id),
                tenant,
                SOURCE,
                Provider.GITHUB,
                id,
                "push",
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                id.value().getBytes(UTF_8));
    }
}
