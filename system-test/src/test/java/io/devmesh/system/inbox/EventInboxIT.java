package io.devmesh.system.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.Database;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.DeadLetterRepository;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.EventWorkRepository.Claimed;
import io.devmesh.shared.event.NewEvent;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.OrderKey;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.source.SourceSettings;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.worker.attempt.EventProcessor;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.inbox.EventInbox;
import io.devmesh.worker.inbox.EventInbox.Stored;
import io.devmesh.worker.outbox.Outbox;
import io.devmesh.worker.outbox.OutboxRepository;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.NormalizerRegistry;
import io.devmesh.worker.retry.Retries;
import io.devmesh.worker.source.SourceBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** How events wait, fail, are tried again and keep their order. */
class EventInboxIT {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final String PROCESS = "worker@a#1";

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static Jdbi application;
    private static Jdbi jdbi;

    private final AtomicInteger entries = new AtomicInteger();
    private final Set<String> failing = new HashSet<>();
    private final EventWorkRepository work = new EventWorkRepository(application);
    private final EventOrderRepository orders = new EventOrderRepository(application);
    private final EventRepository events = new EventRepository(application);
    private final SourceRepository sources = new SourceRepository(application);
    private final SourceBook book = new SourceBook(sources, orders, null);
    private final EventInbox inbox = inbox(application);
    private final TenantId tenant = new TenantRepository(application).ensure("t-" + UUID.randomUUID());
    private final SourceName source = source("{}");

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

    /** What is claimed is claimed of all tenants. */
    @BeforeEach
    void emptyTheQueue() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM event_work"));
    }

    @Test
    void processesWhatWaitsForNothing() {
        store(arrival("1", "a"), arrival("2", "b"));

        assertThat(statuses()).isEqualTo(Map.of("1", "processed", "2", "processed"));
        assertThat(attempts("1")).containsExactly("processed");
        assertThat(queued()).isZero();
    }

    @Test
    void storesADeliveryOnceAndCountsItsEntryDeliveredAgainAsNothing() {
        Arrival first = arrival("1", "a");

        assertThat(store(first)).isEqualTo(1);
        assertThat(store(first)).isZero();
        assertThat(store(arrival("1", "a"))).isZero();

        assertThat(ledger()).isEqualTo(Map.of("stored", 1L, "duplicate", 1L));
        assertThat(attempts("1")).hasSize(1);
    }

    @Test
    void storesOnceWhatComesTwiceInOneBatch() {
        Arrival first = arrival("1", "a");
        Arrival again = at(arrival("1", "a"), first.event().receivedAt().plusSeconds(1));

        assertThat(store(first, again)).isOne();

        assertThat(attempts("1")).hasSize(1);
        assertThat(ledger()).isEqualTo(Map.of("stored", 1L, "duplicate", 1L));
    }

    @Test
    void storesADeliveryOnceInATransactionTooAndCountsItsEntryDeliveredAgainAsNothing() {
        Arrival first = arrival("1", "a");

        assertThat(storeInATransaction(first)).isEqualTo(1);
        assertThat(storeInATransaction(first, arrival("2", "a"))).isEqualTo(1);
        assertThat(storeInATransaction(arrival("1", "a"))).isZero();

        assertThat(ledger()).isEqualTo(Map.of("stored", 2L, "duplicate", 1L));
        assertThat(attempts("1")).hasSize(1);
    }

    @Test
    void storesOneAfterTheOtherInOrderOfArrivalWhateverTheirIds() {
        List<String> arrived =
                IntStream.range(0, 50).mapToObj(Integer::toString).toList();

        store(arrived.stream().map(delivery -> arrival(delivery, "a")).toArray(Arrival[]::new));

        List<String> stored = jdbi.withHandle(
                handle -> handle.createQuery("SELECT delivery_id FROM event WHERE source = :source ORDER BY stored_at")
                        .bind("source", source.value())
                        .mapTo(String.class)
                        .list());
        assertThat(stored).isEqualTo(arrived);
    }

    @Test
    void writesNothingAtOnceBehindSomethingThatWaits() {
        failing.add("1");
        store(arrival("1", "a"));

        assertThat(inbox.storeAtOnce(List.of(arrival("2", "a")), "worker@a/0")).isEmpty();

        assertThat(statuses()).isEqualTo(Map.of("1", "retrying"));
    }

    @Test
    void countsEachDeliveryThatTheDoorStoresItself() {
        StoredEvent direct = StoredEvent.received(arrival("1", "a").event(), Waiting.now(Optional.empty()));
        events.insertIfAbsent(List.of(NewEvent.direct(direct)), "edge@a");
        events.insertIfAbsent(List.of(NewEvent.direct(direct)), "edge@b");

        assertThat(ledger()).isEqualTo(Map.of("stored", 1L, "duplicate", 1L));
    }

    @Test
    void whatFailsIsTriedAgainAndHoldsItsOrder() {
        failing.add("1");
        store(arrival("1", "a"), arrival("2", "a"), arrival("3", "b"));
        store(arrival("4", "a"));

        assertThat(statuses()).isEqualTo(Map.of("1", "retrying", "2", "received", "3", "processed", "4", "received"));
        failing.clear();
        workUntilNothingIsDue();

        assertThat(statuses())
                .isEqualTo(Map.of("1", "processed", "2", "processed", "3", "processed", "4", "processed"));
        assertThat(attempts("1")).containsExactly("retrying", "processed");
        assertThat(attempts("4")).containsExactly("received", "processed");
        assertThat(orderOfProcessing()).containsExactly("3", "1", "2", "4");
        assertThat(queued()).isZero();
    }

    @Test
    void isDeadAfterTheLastAttemptAndThenItsOrderGoesOn() {
        failing.add("1");
        store(arrival("1", "a"), arrival("2", "a"));
        workUntilNothingIsDue();

        assertThat(statuses()).isEqualTo(Map.of("1", "dead", "2", "processed"));
        assertThat(attempts("1")).containsExactly("retrying", "dead");
        assertThat(queued()).isZero();
    }

    @Test
    void anotherPolicyLetsTheOthersPass() {
        SourceName passing = source("{'on_retry':'pass'}");
        failing.add("1");
        store(arrival(passing, "1", "a"), arrival(passing, "2", "a"));

        assertThat(statuses()).isEqualTo(Map.of("1", "retrying", "2", "processed"));
    }

    @Test
    void storesWhatIsPausedAndProcessesItInOrderOnceItIsResumed() {
        pause(true);
        store(arrival("1", "a"), arrival("2", "a"), arrival("3", null));
        workUntilNothingIsDue();
        assertThat(statuses()).isEqualTo(Map.of("1", "received", "2", "received", "3", "received"));

        pause(false);
        store(arrival("4", "a"));
        workUntilNothingIsDue();

        assertThat(statuses().values()).containsOnly("processed");
        assertThat(orderOfProcessing().stream().filter(id -> !id.equals("3"))).containsExactly("1", "2", "4");
    }

    @Test
    void whatADeadProcessLeftIsProcessedAlone() {
        Arrival first = arrival("1", "a");
        Arrival second = arrival("2", "b");
        inTransaction(() -> inbox.storeUnprocessed(List.of(first, second), "worker@b"));
        store(arrival("3", "c"));

        assertThat(work.claimBegun(PROCESS, LEASE, Set.of()).orElseThrow().begun())
                .isOne();
        assertThat(work.claimBegun("worker@c#1", LEASE, Set.of())).isPresent();
        assertThat(work.claimBegun("worker@d#1", LEASE, Set.of())).isEmpty();
        assertThat(work.claim(PROCESS, LEASE, 100, Set.of())).isEmpty();
    }

    @Test
    void whatADeadProcessLeftIsProcessedTogetherOnce() {
        inTransaction(() -> inbox.storeUnprocessed(
                List.of(arrival("1", "a"), arrival("2", "a"), arrival("3", "b"), arrival("4", null)), "worker@b"));

        List<Claimed> claimed = work.claimBegunOnce(PROCESS, LEASE, 100, Set.of());
        assertThat(claimed).hasSize(3).extracting(Claimed::begun).containsOnly(1);
        jdbi.useHandle(handle -> handle.execute("UPDATE event_work SET due_at = now() WHERE due_at <> 'infinity'"));

        assertThat(work.claimBegunOnce("worker@c#1", LEASE, 100, Set.of())).isEmpty();
        assertThat(work.claimBegun("worker@c#1", LEASE, Set.of()).orElseThrow().begun())
                .isEqualTo(2);
    }

    @Test
    void whatIsGivenBackUntouchedWasNotBegun() {
        inTransaction(() -> inbox.storeUnprocessed(
                List.of(large(arrival("1", "a"), 700_000), large(arrival("2", "b"), 700_000)), "worker@b"));

        assertThat(process(work.claimBegunOnce(PROCESS, LEASE, 100, Set.of()), PROCESS))
                .hasSize(1);

        assertThat(work.claimBegunOnce(PROCESS, LEASE, 100, Set.of()))
                .singleElement()
                .extracting(Claimed::begun)
                .isEqualTo(1);
    }

    @Test
    void passesNoneThatADeadProcessLeft() {
        failing.add("1");
        store(arrival("1", "a"));
        failing.clear();
        inTransaction(() -> inbox.storeUnprocessed(List.of(arrival("2", "a")), "worker@b"));
        store(arrival("3", "a"), arrival("4", "a"));
        workUntilNothingIsDue();

        assertThat(orderOfProcessing()).containsExactly("1", "2", "3", "4");
    }

    /** As by a Worker that wakes up after its turn is over, and goes on with what another is just taking over. */
    @Test
    void writesNothingAtOnceBehindWhatIsJustBeingTakenOver() {
        Arrival second = arrival("2", "a");
        Optional<Stored> stored =
                whileTakenOver(List.of(arrival("1", "a")), () -> inbox.storeAtOnce(List.of(second), "worker@a/0"));

        assertThat(stored).isEmpty();
        assertThat(statuses()).isEqualTo(Map.of("1", "received"));
    }

    @Test
    void holdsWhatComesBehindWhatIsJustBeingTakenOver() {
        Arrival second = arrival("2", "a");
        whileTakenOver(List.of(arrival("1", "a")), () -> storeInATransaction(second));

        assertThat(statuses()).isEqualTo(Map.of("1", "received", "2", "received"));
    }

    @Test
    void takesOverOnlyWhenWhatIsBeingStoredIsStored() {
        Arrival first = arrival("1", "a");
        Arrival second = arrival("2", "a");
        CompletableFuture<Void> takenOver;
        try (Handle storing = application.open()) {
            storing.begin();
            inbox(Jdbi.create(storing.getConnection())).store(List.of(first), "worker@a/0");
            takenOver = CompletableFuture.runAsync(
                    () -> inTransaction(() -> inbox.storeUnprocessed(List.of(second), "worker@b")));
            awaitALock(takenOver);
            assertThat(takenOver).isNotDone();
            storing.commit();
        }
        takenOver.join();

        assertThat(statuses()).isEqualTo(Map.of("1", "processed", "2", "received"));
    }

    /** What {@code work} returns that begins before, and waits until, another Worker has taken over {@code batch}. */
    private <T> T whileTakenOver(List<Arrival> batch, Supplier<T> work) {
        CompletableFuture<T> result;
        try (Handle takingOver = application.open()) {
            takingOver.begin();
            inbox(Jdbi.create(takingOver.getConnection())).storeUnprocessed(batch, "worker@b");
            result = CompletableFuture.supplyAsync(work);
            awaitALock(result);
            takingOver.commit();
        }
        return result.join();
    }

    private static void awaitALock(CompletableFuture<?> waiting) {
        await().until(() -> waiting.isDone()
                || jdbi.withHandle(
                        handle -> handle.createQuery("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                                .mapTo(Boolean.class)
                                .one()));
    }

    @Test
    void ofAnOrderOnlyTheFirstIsDueWhoeverLeftIt() {
        inTransaction(
                () -> inbox.storeUnprocessed(List.of(arrival("1", "a"), arrival("2", "a"), arrival("3", "b")), "w"));
        inTransaction(() -> inbox.storeUnprocessed(List.of(arrival("4", "a"), arrival("5", "c")), "w"));

        assertThat(due()).containsExactly("1", "3", "5");
        workUntilNothingIsDue();
        assertThat(orderOfProcessing().stream()
                        .filter(id -> Set.of("1", "2", "4").contains(id)))
                .containsExactly("1", "2", "4");
    }

    @Test
    void ofAnOrderThatIsReleasedOnlyTheFirstIsDue() {
        List<NewEvent> held = IntStream.range(0, 3)
                .mapToObj(i -> arrival("h" + i, "a"))
                .map(arrival -> StoredEvent.received(
                        arrival.event(), Waiting.held(arrival.orderKey().orElseThrow())))
                .map(NewEvent::direct)
                .toList();
        events.insertIfAbsent(held, "edge@a");
        assertThat(due()).isEmpty();

        assertThat(orders.releaseHeld(Instant.now().plusSeconds(60))).isEqualTo(3);

        assertThat(due()).containsExactly("h0");
        workUntilNothingIsDue();
        assertThat(orderOfProcessing()).containsExactly("h0", "h1", "h2");
    }

    @Test
    void ofAnOrderThatIsReplayedOnlyTheFirstIsDue() {
        DeadLetterRepository dead = new DeadLetterRepository(application);
        for (String id : List.of("1", "2")) {
            Arrival arrival = arrival(id, "a");
            inTransaction(() -> inbox.storeDead(arrival, "as the test wants it", "w"));
            dead.replay(tenant, arrival.event().id(), Optional.empty(), "me");
        }

        assertThat(due()).containsExactly("1");
    }

    /** As where two transactions miss each other, or a clock is slow. */
    @Test
    void wakesWhatIsFirstInItsOrderAndWasOverlooked() {
        inTransaction(
                () -> inbox.storeUnprocessed(List.of(arrival("1", "a"), arrival("2", "a"), arrival("3", "b")), "w"));
        jdbi.useHandle(handle -> handle.execute("UPDATE event_work SET due_at = 'infinity'"));
        assertThat(orders.wake(Set.of(source))).isZero();

        assertThat(orders.wake(Set.of())).isEqualTo(2);

        assertThat(due()).containsExactly("1", "3");
        assertThat(orders.wake(Set.of())).isZero();
    }

    @Test
    void readsFewRowsHoweverManyWait() {
        Arrival[] many = IntStream.range(0, 3_000)
                .mapToObj(i -> arrival("m" + i, "r" + i % 3))
                .toArray(Arrival[]::new);
        inTransaction(() -> inbox.storeUnprocessed(List.of(many), "w"));
        jdbi.useHandle(handle -> handle.execute("ANALYZE event_work"));

        assertThat(rowsRead(() -> orders.ahead(List.of(key("r0"), key("r1"), key("r2"), key("nobody's")))))
                .isLessThan(20);
        assertThat(rowsRead(() -> work.claimBegun(PROCESS, LEASE, Set.of()))).isLessThan(20);
        assertThat(rowsRead(() -> work.claimBegunOnce(PROCESS, LEASE, 10, Set.of())))
                .isLessThan(30);
        assertThat(rowsRead(() -> work.claim(PROCESS, LEASE, 10, Set.of()))).isLessThan(20);
        assertThat(rowsRead(() -> orders.wake(Set.of()))).isLessThan(20);
        assertThat(rowsRead(() -> inbox.store(List.of(arrival("next", "r1")), "w")))
                .isLessThan(20);
    }

    @Test
    void knowsWhetherRowsAreWorkedOnOrWillBeAtOnce() {
        assertThat(work.isWorkedOn(LEASE, Set.of())).isFalse();
        inTransaction(() -> inbox.storeUnprocessed(List.of(arrival("1", "a")), "w"));
        assertThat(work.isWorkedOn(LEASE, Set.of())).isTrue();
        assertThat(work.isWorkedOn(LEASE, Set.of(source))).isFalse();

        work.claimBegun(PROCESS, LEASE, Set.of());
        assertThat(work.isWorkedOn(LEASE, Set.of())).isTrue();
    }

    @Test
    void knowsThatNobodyWorksOnWhatWaitsForItsNextAttempt() {
        failing.add("1");
        store(arrival("1", "a"));
        jdbi.useHandle(handle -> handle.execute("UPDATE event_work SET due_at = now() + interval '5 seconds'"));

        assertThat(work.isWorkedOn(LEASE, Set.of())).isFalse();
    }

    private static long rowsRead(Runnable work) {
        return rowsRead("event_work", work);
    }

    private static long rowsRead(String table, Runnable work) {
        return application.inTransaction(handle -> {
            work.run();
            return handle.createQuery("""
                            SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                            WHERE relid = CAST(:table AS regclass)
                            """)
                    .bind("table", table)
                    .mapTo(Long.class)
                    .one();
        });
    }

    private String key(String repository) {
        return arrival("of-" + repository, repository).orderKey().orElseThrow();
    }

    private List<String> due() {
        return texts("""
                SELECT e.delivery_id FROM event_work w JOIN event e ON e.id = w.event_id
                WHERE e.tenant_id = :tenant AND :delivery = '' AND w.due_at <= now() ORDER BY w.received_at
                """, "");
    }

    @Test
    void takesABoundedPartOfALongOrder() {
        pause(true);
        store(IntStream.range(0, 5).mapToObj(i -> arrival("d" + i, "a")).toArray(Arrival[]::new));
        pause(false);

        assertThat(work.claim(PROCESS, LEASE, 2, Set.of())).hasSize(2);
    }

    @Test
    void whatCannotBeReadOfASourceLetsItsEventsWait() {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE webhook_source SET processing = '{\"of\":\"tomorrow\"}' WHERE name = ?", source.value()));
        book.refresh();
        store(arrival("1", "a"));
        assertThat(statuses()).isEqualTo(Map.of("1", "received"));

        jdbi.useHandle(
                handle -> handle.execute("UPDATE webhook_source SET processing = '{}' WHERE name = ?", source.value()));
        book.refresh();
        workUntilNothingIsDue();
        assertThat(statuses()).isEqualTo(Map.of("1", "processed"));
    }

    @Test
    void countsOnlyOtherProcessesThatDidNotComeBack() {
        inTransaction(() -> inbox.storeUnprocessed(List.of(arrival("1", "a")), "worker@b"));

        assertThat(begunAsClaimedBy("worker@a#1")).isOne();
        assertThat(begunAsClaimedBy("worker@a#1")).isOne();
        assertThat(begunAsClaimedBy("worker@a#2")).isEqualTo(2);
        assertThat(begunAsClaimedBy("worker@a#3")).isEqualTo(3);
    }

    @Test
    void whoeverLostItsTurnFindsNothing() {
        failing.add("1");
        store(arrival("1", "a"));
        failing.clear();
        List<Claimed> claimed = claimDue(PROCESS);
        jdbi.useHandle(handle -> handle.execute("UPDATE event_work SET begun_by = 'another'"));

        assertThat(process(claimed, PROCESS)).isEmpty();
        assertThat(statuses()).containsEntry("1", "retrying");
    }

    @Test
    void buriesWhatEndsItsWorkers() {
        inTransaction(() -> inbox.storeUnprocessed(List.of(arrival("1", "a"), arrival("2", "a")), "worker@b"));
        List<Claimed> claimed =
                work.claimBegun(PROCESS, LEASE, Set.of()).stream().toList();

        inTransaction(() -> inbox.buryClaimed(ids(claimed), "It ended three Workers", PROCESS, "worker@a"));
        workUntilNothingIsDue();

        assertThat(statuses()).isEqualTo(Map.of("1", "dead", "2", "processed"));
        assertThat(queued()).isZero();
    }

    @Test
    void whatIsHeldGivesWayToOlderOnesAndHoldsNewerOnes() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Arrival older = at(arrival("older", "a"), now.minusSeconds(1));
        Arrival beside = at(arrival("beside", "a"), now);
        Arrival newer = at(arrival("newer", "a"), now.plusSeconds(1));
        StoredEvent held = StoredEvent.received(
                beside.event(), Waiting.held(beside.orderKey().orElseThrow()));
        events.insertIfAbsent(List.of(NewEvent.direct(held)), "edge@a");
        Instant moment = orders.holdingSince().orElseThrow();

        assertThat(claimDue(PROCESS)).isEmpty();
        store(older, newer);
        workUntilNothingIsDue();
        assertThat(statuses()).isEqualTo(Map.of("older", "processed", "beside", "received", "newer", "received"));

        assertThat(orders.releaseHeld(moment)).isOne();
        workUntilNothingIsDue();
        assertThat(orderOfProcessing()).containsExactly("older", "beside", "newer");
    }

    @Test
    void claimsForEachTenantInTurnHoweverMuchOneHasWaiting() {
        pause(true);
        store(IntStream.range(0, 100).mapToObj(i -> arrival("busy-" + i, null)).toArray(Arrival[]::new));
        EventInboxIT other = new EventInboxIT();
        other.pause(true);
        other.store(IntStream.range(0, 10)
                .mapToObj(i -> other.arrival("usual-" + i, null))
                .toArray(Arrival[]::new));
        jdbi.useHandle(handle -> handle.execute("UPDATE event_work SET due_at = now()"));

        List<Claimed> claimed = work.claim(PROCESS, LEASE, 20, Set.of());

        assertThat(claimed).hasSize(20);
        assertThat(queuedOf(other.tenant, PROCESS)).isEqualTo(10);
        assertThat(queuedOf(tenant, PROCESS)).isEqualTo(10);
    }

    @Test
    void processesNoMoreAtOnceThanFitsIntoMemoryAndKeepsTheOrder() {
        pause(true);
        store(
                large(arrival("1", "a"), 700_000),
                large(arrival("2", "a"), 700_000),
                large(arrival("3", "b"), 3_000_000),
                large(arrival("4", "a"), 100_000));
        pause(false);

        List<List<String>> transactions = new ArrayList<>();
        List<Claimed> claimed = claimDue(PROCESS);
        while (!claimed.isEmpty()) {
            transactions.add(process(claimed, PROCESS).stream()
                    .map(stored -> stored.event().deliveryId().value())
                    .toList());
            claimed = claimDue(PROCESS);
        }

        assertThat(transactions).containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("4"));
        assertThat(queued()).isZero();
    }

    @Test
    void flagsTheSameBodyUnderAnotherId() {
        store(arrival("1", "a"));
        store(withBodyOf(arrival("2", "a"), "1"));
        store(arrival("3", "a"));

        assertThat(sameBodyAs("2")).contains("1");
        assertThat(sameBodyAs("1")).isEmpty();
        assertThat(sameBodyAs("3")).isEmpty();
    }

    @Test
    void looksForTheSameBodyInTheIndexHoweverAlikeBodiesWere() {
        jdbi.useHandle(handle -> {
            handle.execute("DELETE FROM event_key");
            handle.execute("""
                    INSERT INTO event_key (id, tenant_id, received_at, body)
                    SELECT gen_random_uuid(), ?, now(), ? FROM generate_series(1, 20000)
                    """, tenant.value(), new UUID(0, 1));
            handle.execute("ANALYZE event_key");
        });

        assertThat(rowsRead("event_key", () -> inbox.store(List.of(arrival("next", "a")), "w")))
                .isLessThan(20);
    }

    @Test
    void keepsWhatIsOlderOrNewerThanAllMonthsThatWereMade() {
        store(
                at(arrival("1", "a"), Instant.parse("2001-02-03T04:05:06Z")),
                at(arrival("2", "a"), Instant.parse("2091-02-03T04:05:06Z")));

        assertThat(statuses()).isEqualTo(Map.of("1", "processed", "2", "processed"));
    }

    private EventInbox inbox(Jdbi database) {
        return new EventInbox(
                new EventRepository(database),
                new EventWorkRepository(database),
                new EventOrderRepository(database),
                new EventProcessor(
                        new NormalizerRegistry(List.of(new Normalizer())),
                        Retries.from(
                                Settings.of(Map.of("WORKER_RETRY_FIRST_DELAY", "10ms", "WORKER_RETRY_ATTEMPTS", "2"))),
                        new Random(1)),
                book,
                new Outbox(new OutboxRepository(database)));
    }

    private int begunAsClaimedBy(String process) {
        Claimed claimed = work.claimBegun(process, LEASE, Set.of()).orElseThrow();
        jdbi.useHandle(handle -> handle.execute("UPDATE event_work SET due_at = now()"));
        return claimed.begun();
    }

    private int store(Arrival... arrivals) {
        List<Arrival> batch = List.of(arrivals);
        return inbox.storeAtOnce(batch, "worker@a/0")
                .map(Stored::newRows)
                .orElseGet(() -> storeInATransaction(arrivals));
    }

    private int storeInATransaction(Arrival... arrivals) {
        return application
                .inTransaction(handle -> inbox.store(List.of(arrivals), "worker@a/0"))
                .newRows();
    }

    private void inTransaction(Runnable work) {
        application.useTransaction(handle -> work.run());
    }

    private List<StoredEvent> process(List<Claimed> claimed, String process) {
        return application.inTransaction(handle -> inbox.processClaimed(ids(claimed), process, "worker@a"));
    }

    /** Delays are a few milliseconds here, so that what is not due yet is made so. */
    private List<Claimed> claimDue(String process) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE event_work SET due_at = now() WHERE due_at <> 'infinity' AND NOT held AND tenant_id = ?",
                tenant.value()));
        List<Claimed> begun =
                work.claimBegun(process, LEASE, book.paused()).stream().toList();
        return begun.isEmpty() ? work.claim(process, LEASE, 100, book.paused()) : begun;
    }

    private void workUntilNothingIsDue() {
        List<Claimed> claimed = claimDue(PROCESS);
        while (!claimed.isEmpty()) {
            process(claimed, PROCESS);
            claimed = claimDue(PROCESS);
        }
    }

    private static List<EventId> ids(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::id).toList();
    }

    private void pause(boolean paused) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE webhook_source SET paused_at = " + (paused ? "now()" : "NULL") + " WHERE name = ?",
                source.value()));
        book.refresh();
    }

    private SourceName source(String processing) {
        SourceName name = new SourceName("s-" + UUID.randomUUID());
        sources.store(new Source(
                name, tenant, Provider.GITHUB, List.of("secret"), SourceSettings.none(), Processing.of((ObjectNode)
                        Json.mapper().readTree(processing.replace('\'', '"')))));
        book.refresh();
        return name;
    }

    private Arrival arrival(String delivery, String repository) {
        return arrival(source, delivery, repository);
    }

    private Arrival arrival(SourceName from, String delivery, String repository) {
        DeliveryId id = new DeliveryId(delivery);
        WebhookEvent event = new WebhookEvent(
                EventId.of(tenant, from, id),
                tenant,
                from,
                Provider.GITHUB,
                id,
                "push",
                Optional.ofNullable(repository),
                Optional.empty(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                delivery.getBytes(UTF_8));
        return arrival(event);
    }

    private Arrival arrival(WebhookEvent event) {
        return new Arrival(
                new EntryId("1-" + entries.incrementAndGet()),
                event,
                1,
                OrderKey.of(event, book.of(event.source()).processing().order()));
    }

    private Arrival at(Arrival arrival, Instant receivedAt) {
        WebhookEvent e = arrival.event();
        return arrival(new WebhookEvent(
                e.id(),
                e.tenant(),
                e.source(),
                e.provider(),
                e.deliveryId(),
                e.type(),
                e.repository(),
                e.actor(),
                receivedAt,
                e.contentType(),
                e.traceparent(),
                e.body()));
    }

    private Arrival large(Arrival arrival, int bytes) {
        return withBodyOf(arrival, arrival.event().deliveryId().value().repeat(bytes));
    }

    private Arrival withBodyOf(Arrival arrival, String delivery) {
        WebhookEvent e = arrival.event();
        return arrival(new WebhookEvent(
                e.id(),
                e.tenant(),
                e.source(),
                e.provider(),
                e.deliveryId(),
                e.type(),
                e.repository(),
                e.actor(),
                e.receivedAt(),
                e.contentType(),
                e.traceparent(),
                delivery.getBytes(UTF_8)));
    }

    private Map<String, String> statuses() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT delivery_id, status FROM event WHERE tenant_id = :tenant")
                        .bind("tenant", tenant.value())
                        .setMapKeyColumn("delivery_id")
                        .setMapValueColumn("status")
                        .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, String>>() {}));
    }

    private List<String> attempts(String delivery) {
        return texts("""
                SELECT a.status FROM event_history a JOIN event e ON e.id = a.event_id
                WHERE e.tenant_id = :tenant AND e.delivery_id = :delivery ORDER BY a.number
                """, delivery);
    }

    private List<String> orderOfProcessing() {
        return texts("""
                SELECT e.delivery_id FROM event_history a JOIN event e ON e.id = a.event_id
                WHERE e.tenant_id = :tenant AND a.status = 'processed' AND :delivery = '' ORDER BY a.at
                """, "");
    }

    private List<String> sameBodyAs(String delivery) {
        return texts("""
                SELECT o.delivery_id FROM event e JOIN event o ON o.id = e.same_body_as
                WHERE e.tenant_id = :tenant AND e.delivery_id = :delivery
                """, delivery);
    }

    private static List<String> texts(String sql, TenantId tenant, String delivery) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("tenant", tenant.value())
                .bind("delivery", delivery)
                .mapTo(String.class)
                .list());
    }

    private List<String> texts(String sql, String delivery) {
        return texts(sql, tenant, delivery);
    }

    private Map<String, Long> ledger() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT kind, sum(events) AS n FROM ledger WHERE source = :source GROUP BY kind")
                .bind("source", source.value())
                .setMapKeyColumn("kind")
                .setMapValueColumn("n")
                .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, Long>>() {}));
    }

    private static long queuedOf(TenantId tenant, String process) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM event_work WHERE tenant_id = :tenant AND begun_by = :process")
                .bind("tenant", tenant.value())
                .bind("process", process)
                .mapTo(Long.class)
                .one());
    }

    private long queued() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM event_work WHERE tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .one());
    }

    private final class Normalizer implements EventNormalizer {
        @Override
        public Provider provider() {
            return Provider.GITHUB;
        }

        @Override
        public Normalization normalize(WebhookEvent event) {
            if (failing.contains(event.deliveryId().value())) {
                throw new IllegalStateException("as the test wants it");
            }
            return new Normalization.Known(NormalizedEvent.of(event));
        }
    }
}
