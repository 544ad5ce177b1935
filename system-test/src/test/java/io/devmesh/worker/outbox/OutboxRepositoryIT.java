package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.Target;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetUrl;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims keep order and limits, in a real PostgreSQL. A claim is a transaction here as it is in the Worker. */
class OutboxRepositoryIT {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LAPSED = Duration.ofSeconds(-1);
    private static final Optional<Integer> NO_STATUS = Optional.empty();
    private static final int MANY = 100;

    private static PostgresServer postgres;
    private static Jdbi jdbi;
    private static OutboxRepository rows;
    private static TenantId tenant;

    private DueTarget target;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(Path.of("target", "outbox-repository")).start();
        var source = postgres.database("disable").dataSource();
        source.setCurrentSchema("devmesh,public");
        new SchemaMigration(source).migrate();
        jdbi = Jdbi.create(source);
        rows = new OutboxRepository(jdbi);
        tenant = new TenantRepository(jdbi).ensure("acme");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void makeTarget() {
        target = target("t-" + UUID.randomUUID(), Target.MOST_CONCURRENCY);
    }

    @Test
    void claimsTheFirstOfEachKeyAndAllThatHaveNone() {
        add("a", "a", "b", null, null);

        List<DueForward> claimed = claim(MANY);

        assertThat(claimed)
                .extracting(forward -> forward.orderKey().orElse("none"))
                .containsExactlyInAnyOrder("a", "b", "none", "none");
        assertThat(claimed).allSatisfy(forward -> assertThat(forward.attempt()).isEqualTo(1));
        assertThat(claim(MANY)).isEmpty();
    }

    @Test
    void keepsToTheOrderInWhichTheyWereAdded() {
        List<EventId> added = add("a", "a", "a", "a", "a");

        List<EventId> sent = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            DueForward next = only(claim(MANY));
            sent.add(next.event());
            assertThat(rows.delivered(next, 200)).isTrue();
        }
        assertThat(sent).isEqualTo(added);
    }

    @Test
    void aRowThatWaitsHoldsThoseBehindItAndNoOtherKey() {
        List<EventId> added = add("a", "a");
        assertThat(rows.again(only(claim(MANY)), NO_STATUS, "no answer", Duration.ofHours(1)))
                .isTrue();
        add("b");

        assertThat(only(claim(MANY)).orderKey()).contains("b");
        assertThat(status(added.get(1))).isEqualTo("pending");
    }

    @Test
    void aDeadRowLetsThoseBehindItPass() {
        List<EventId> added = add("a", "a");
        assertThat(rows.dead(only(claim(MANY)), Optional.of(410), "gone")).isTrue();

        assertThat(only(claim(MANY)).event()).isEqualTo(added.get(1));
    }

    @Test
    void claimsAgainWhatWasLeftWhenTheLeaseHasLapsed() {
        add("a", "a");
        DueForward left = only(claim(MANY, LAPSED));

        DueForward again = only(claim(MANY));

        assertThat(again.id()).isEqualTo(left.id());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(rows.delivered(left, 200)).isFalse();
        assertThat(rows.dead(left, NO_STATUS, "late")).isFalse();
        assertThat(rows.delivered(again, 200)).isTrue();
    }

    @Test
    void countsNoAttemptForWhatIsGivenBack() {
        add("a");
        rows.release(only(claim(MANY)));

        assertThat(only(claim(MANY)).attempt()).isEqualTo(1);
    }

    @Test
    void eachKeyHasItsTurn() {
        add("a", "a", "b", "b", "c", "c");

        assertThat(keys(claim(1, "a"))).containsExactly("b");
        assertThat(keys(claim(1, "b"))).containsExactly("c");
        assertThat(keys(claim(1, "c"))).containsExactly("a");
    }

    @Test
    void leasesNoMoreThanTheTargetTakes() {
        target = target("t-" + UUID.randomUUID(), 2);
        add("a", "b", "c", null, null);

        List<DueForward> claimed = claim(MANY);

        assertThat(claimed).hasSize(2);
        assertThat(claim(MANY)).isEmpty();
        assertThat(rows.delivered(claimed.getFirst(), 200)).isTrue();
        assertThat(claim(MANY)).hasSize(1);
    }

    @Test
    void givesEachRowToOneOfManyWorkers() throws Exception {
        target = target("t-" + UUID.randomUUID(), 10);
        add(IntStream.range(0, 40).mapToObj(i -> "k" + i).toArray(String[]::new));
        Callable<List<DueForward>> worker = () -> claim(3);
        List<DueForward> all = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            for (Future<List<DueForward>> claimed :
                    workers.invokeAll(Stream.generate(() -> worker).limit(200).toList())) {
                all.addAll(claimed.get());
            }
        }

        assertThat(all).extracting(DueForward::id).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void claimsNothingWhileTheTargetRestsOrIsPaused() {
        add("a");
        assertThat(rows.dueTargets()).contains(target);

        rows.rest(tenant, target.name(), Duration.ofHours(1));
        assertThat(rows.dueTargets()).doesNotContain(target);
        assertThat(claim(MANY)).isEmpty();

        update("rests_until = NULL, paused_at = now()");
        assertThat(rows.dueTargets()).doesNotContain(target);
        assertThat(claim(MANY)).isEmpty();

        update("paused_at = NULL");
        assertThat(claim(MANY)).hasSize(1);
    }

    @Test
    void aLaterRestNeverShortensAnEarlierOne() {
        add("a");
        rows.rest(tenant, target.name(), Duration.ofHours(1));
        rows.rest(tenant, target.name(), Duration.ofSeconds(-1));

        assertThat(claim(MANY)).isEmpty();
    }

    @Test
    void buriesWhatWaitsForADisabledTarget() {
        List<EventId> added = add("a", "a");
        assertThat(new TargetRepository(jdbi).disable(tenant, target.name())).isTrue();

        assertThat(rows.bury()).isEqualTo(2);
        assertThat(added).allSatisfy(event -> assertThat(status(event)).isEqualTo("dead"));
        assertThat(rows.bury()).isZero();
    }

    @Test
    void isDeadFromTheStartWithoutATarget() {
        target = new DueTarget(tenant, new TargetName("nowhere"), 1);

        assertThat(add("a")).allSatisfy(event -> assertThat(status(event)).isEqualTo("dead"));
    }

    @Test
    void measuresWhatWaits() {
        long before = rows.backlog().pending();
        add("a", "b");

        assertThat(rows.backlog().pending()).isEqualTo(before + 2);
        assertThat(rows.backlog().oldestSeconds()).isPositive();
    }

    @Test
    void listsTargetsWithWhatWaitsForThem() {
        add("a", "b");
        assertThat(rows.dead(claim(MANY).getFirst(), NO_STATUS, "refused")).isTrue();

        assertThat(new TargetRepository(jdbi).list(tenant))
                .filteredOn(listed -> listed.name().equals(target.name()))
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.state()).isEqualTo("active");
                    assertThat(listed.pending()).isEqualTo(1);
                    assertThat(listed.dead()).isEqualTo(1);
                });
    }

    private List<EventId> add(String... keys) {
        List<Forward> forwards = Stream.of(keys)
                .map(key -> new Forward(
                        tenant,
                        new SourceName("acme-github"),
                        new EventId(UUID.randomUUID()),
                        Instant.now(),
                        target.name(),
                        Optional.ofNullable(key)))
                .toList();
        new Outbox(rows).add(forwards);
        return forwards.stream().map(Forward::event).toList();
    }

    private List<DueForward> claim(int limit) {
        return claim(limit, "", LEASE);
    }

    private List<DueForward> claim(int limit, Duration lease) {
        return claim(limit, "", lease);
    }

    private List<DueForward> claim(int limit, String after) {
        return claim(limit, after, LEASE);
    }

    /** Jdbi gives the repository the handle of the transaction that is open in this thread. */
    private List<DueForward> claim(int limit, String after, Duration lease) {
        return jdbi.inTransaction(transaction -> rows.claim(target, limit, after, lease));
    }

    private static List<String> keys(List<DueForward> claimed) {
        return claimed.stream().flatMap(forward -> forward.orderKey().stream()).toList();
    }

    private static DueForward only(List<DueForward> claimed) {
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private static DueTarget target(String name, int maxConcurrency) {
        assertThat(new TargetRepository(jdbi)
                        .store(new Target(
                                tenant,
                                new TargetName(name),
                                TargetUrl.parse("https://hooks.example/in"),
                                SigningSecret.generate(),
                                maxConcurrency)))
                .isTrue();
        return new DueTarget(tenant, new TargetName(name), maxConcurrency);
    }

    private void update(String set) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE forward_target SET " + set + " WHERE name = :name")
                .bind("name", target.name().value())
                .execute());
    }

    private static String status(EventId event) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT status FROM outbox WHERE event_id = :event")
                .bind("event", event.value())
                .mapTo(String.class)
                .one());
    }
}
