package io.devmesh.worker.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.Database;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.operation.SecretOperationRepository;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.StoredSecret;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.Target;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetRepository.Batch;
import io.devmesh.shared.source.TargetUrl;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
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
    private static final TargetUrl URL = TargetUrl.parse("https://hooks.example/in");
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW =
            "new:" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(US_ASCII));

    private static PostgresServer postgres;
    private static Jdbi application;
    private static Jdbi jdbi;
    private static OutboxRepository rows;
    private static TenantId tenant;

    private DueTarget target;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(Path.of("target", "outbox-repository")).start();
        Database database = postgres.database("disable");
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        application = Jdbi.create(database.dataSource());
        jdbi = Jdbi.create(postgres.admin().dataSource());
        rows = new OutboxRepository(application);
        tenant = new TenantRepository(application).ensure("acme");
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

        assertThat(sendAll()).isEqualTo(added);
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

        update("rests_until = NULL");
        assertThat(targets(plain()).pause(tenant, target.name())).isTrue();
        assertThat(rows.dueTargets()).doesNotContain(target);
        assertThat(claim(MANY)).isEmpty();

        assertThat(targets(plain()).resume(tenant, target.name())).isTrue();
        assertThat(rows.dueTargets()).contains(target);
        assertThat(claim(MANY)).hasSize(1);
    }

    @Test
    void keepsTheOrderOfWhatCameWhileTheTargetWasPaused() {
        List<EventId> added = new ArrayList<>(add("a", "a"));
        assertThat(targets(plain()).pause(tenant, target.name())).isTrue();
        added.addAll(add("a"));
        assertThat(listed().state()).isEqualTo("paused");
        assertThat(listed().pending()).isEqualTo(3);
        assertThat(targets(plain()).resume(tenant, target.name())).isTrue();

        assertThat(sendAll()).isEqualTo(added);
    }

    @Test
    void pausesOnceAndResumesOnceWhatIsEnabled() {
        TargetRepository targets = targets(plain());
        assertThat(targets.resume(tenant, target.name())).isFalse();
        assertThat(targets.pause(tenant, target.name())).isTrue();
        assertThat(targets.pause(tenant, target.name())).isFalse();
        assertThat(targets.resume(tenant, target.name())).isTrue();

        assertThat(targets.disable(tenant, target.name())).isTrue();
        assertThat(targets.pause(tenant, target.name())).isFalse();
        assertThat(targets.pause(tenant, new TargetName("nowhere"))).isFalse();
    }

    @Test
    void sendsWhatIsReplayedBeforeWhatStandsBehindItUnderTheSameIdWithAllAttempts() {
        List<EventId> added = add("a", "a");
        DueForward dead = only(claim(MANY));
        assertThat(rows.dead(dead, Optional.of(400), "refused")).isTrue();

        assertThat(replay(0, MANY).forwards()).isEqualTo(1);

        DueForward again = only(claim(MANY));
        assertThat(again.id()).isEqualTo(dead.id());
        assertThat(again.event()).isEqualTo(added.getFirst());
        assertThat(again.countedAttempt()).isEqualTo(1);
        assertThat(rows.delivered(again, 200)).isTrue();
        assertThat(replay(0, MANY).forwards()).isZero();
        assertThat(only(claim(MANY)).event()).isEqualTo(added.get(1));
    }

    @Test
    void replaysTheOldestFirstAndEachInOneBatchOnly() {
        List<EventId> added = add("a", "b", "c");
        claim(MANY)
                .forEach(forward ->
                        assertThat(rows.dead(forward, NO_STATUS, "refused")).isTrue());

        Batch first = replay(0, 2);
        assertThat(first.forwards()).isEqualTo(2);
        assertThat(added.stream().map(OutboxRepositoryIT::status)).containsExactly("pending", "pending", "dead");
        claim(MANY)
                .forEach(forward ->
                        assertThat(rows.dead(forward, NO_STATUS, "refused")).isTrue());

        Batch second = replay(first.last(), 2);
        assertThat(second.forwards()).isEqualTo(1);
        assertThat(added.stream().map(OutboxRepositoryIT::status)).containsExactly("dead", "dead", "pending");
        assertThat(replay(second.last(), 2)).isEqualTo(new Batch(0, second.last()));
    }

    @Test
    void aLateAttemptFromBeforeAReplayChangesNothing() {
        add("a");
        DueForward late = only(claim(MANY, LAPSED));
        DueForward dead = only(claim(MANY));
        assertThat(rows.dead(dead, NO_STATUS, "refused")).isTrue();
        replay(0, MANY);
        DueForward again = only(claim(MANY));

        assertThat(rows.dead(late, NO_STATUS, "late")).isFalse();
        assertThat(rows.again(dead, NO_STATUS, "late", Duration.ZERO)).isFalse();
        assertThat(rows.delivered(again, 200)).isTrue();
    }

    @Test
    void countsNoAttemptForWhatCouldNotBeBegunAndSaysWhy() {
        EventId event = add("a").getFirst();
        rows.hold(only(claim(MANY)), "no key");

        assertThat(column("last_error", event)).isEqualTo("no key");
        assertThat(only(claim(MANY)).attempt()).isEqualTo(1);
    }

    @Test
    void holdsTheSecretEncryptedUnderTheTenantsKey() {
        SigningSecret secret = SigningSecret.generate();
        target = target(targets(vault(OLD)), secret);
        add("a");

        assertThat(plainSecret()).isEmpty();
        assertThat(vault(OLD).reveal(only(claim(MANY)).secret())).isEqualTo(secret.reveal());
    }

    @Test
    void readsASecretThatIsPlainTextAndEncryptsItOnceThereIsAMasterKey() {
        SigningSecret secret = SigningSecret.generate();
        target = target(targets(plain()), secret);
        add("a", "b");
        assertThat(targets(plain()).encryptPlainSecrets()).isZero();
        assertThat(plainSecret()).contains(secret.reveal());
        assertThat(vault(OLD).reveal(claim(1).getFirst().secret())).isEqualTo(secret.reveal());

        assertThat(targets(vault(OLD)).encryptPlainSecrets()).isPositive();

        assertThat(plainSecret()).isEmpty();
        assertThat(targets(vault(OLD)).encryptPlainSecrets()).isZero();
        assertThat(vault(OLD).reveal(only(claim(MANY)).secret())).isEqualTo(secret.reveal());
    }

    @Test
    void readsASecretUnderTheNewMasterKeyOnceTheTenantsKeyIsRewrapped() {
        TenantId other = new TenantRepository(application).ensure("rotates");
        SigningSecret secret = SigningSecret.generate();
        TargetName name = new TargetName("t-" + UUID.randomUUID());
        assertThat(targets(vault(OLD)).store(new Target(other, name, URL, secret, 1)))
                .isTrue();
        target = new DueTarget(other, name, 1);
        add("a");
        StoredSecret before = only(claim(MANY, LAPSED)).secret();
        assertThatThrownBy(() -> vault(NEW).reveal(before))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("the master key old")
                .hasMessageNotContaining(secret.reveal());

        assertThat(new SecretOperationRepository(application, vault(NEW + "," + OLD)).rotateMaster("command:test"))
                .isPositive();
        assertThat(vault(NEW).reveal(only(claim(MANY)).secret())).isEqualTo(secret.reveal());
        // Back again, as the other tests know it.
        assertThat(new SecretOperationRepository(application, vault(OLD + "," + NEW)).rotateMaster("command:test"))
                .isPositive();
    }

    @Test
    void doesNotShowASecretThatCouldNotBeStored() {
        SigningSecret secret = SigningSecret.generate();
        TenantId nobody = new TenantId(UUID.randomUUID());

        assertThatThrownBy(() -> targets(plain()).store(new Target(nobody, new TargetName("strange"), URL, secret, 1)))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("forward_target")
                .hasMessageNotContaining(secret.reveal());
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
        assertThat(targets(plain()).disable(tenant, target.name())).isTrue();

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

        assertThat(listed().state()).isEqualTo("active");
        assertThat(listed().pending()).isEqualTo(1);
        assertThat(listed().dead()).isEqualTo(1);
        assertThat(targets(plain()).find(tenant, target.name())).contains(listed());
        assertThat(targets(plain()).find(tenant, new TargetName("nowhere"))).isEmpty();
    }

    /** As the list shows the target. */
    private TargetRepository.Listed listed() {
        return targets(plain()).list(tenant).stream()
                .filter(one -> one.name().equals(target.name()))
                .findFirst()
                .orElseThrow();
    }

    private Batch replay(long after, int limit) {
        return targets(plain()).replay(tenant, target.name(), after, limit);
    }

    /** One at a time; returns in which order. */
    private List<EventId> sendAll() {
        List<EventId> sent = new ArrayList<>();
        for (List<DueForward> due = claim(MANY); !due.isEmpty(); due = claim(MANY)) {
            sent.add(only(due).event());
            assertThat(rows.delivered(due.getFirst(), 200)).isTrue();
        }
        return sent;
    }

    private static SecretVault plain() {
        return new SecretVault(MasterKeys.none());
    }

    private static SecretVault vault(String masterKeys) {
        return new SecretVault(MasterKeys.from(Settings.of(Map.of("SECRETS_MASTER_KEY", masterKeys))));
    }

    private static TargetRepository targets(SecretVault vault) {
        return new TargetRepository(application, vault);
    }

    private List<EventId> add(String... keys) {
        List<Forward> forwards = Stream.of(keys)
                .map(key -> new Forward(
                        target.tenant(),
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
        return application.inTransaction(transaction -> rows.claim(target, limit, after, lease));
    }

    private static List<String> keys(List<DueForward> claimed) {
        return claimed.stream().flatMap(forward -> forward.orderKey().stream()).toList();
    }

    private static DueForward only(List<DueForward> claimed) {
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private static DueTarget target(String name, int maxConcurrency) {
        return target(targets(plain()), new TargetName(name), SigningSecret.generate(), maxConcurrency);
    }

    private static DueTarget target(TargetRepository targets, SigningSecret secret) {
        return target(targets, new TargetName("t-" + UUID.randomUUID()), secret, Target.MOST_CONCURRENCY);
    }

    private static DueTarget target(
            TargetRepository targets, TargetName name, SigningSecret secret, int maxConcurrency) {
        assertThat(targets.store(new Target(tenant, name, URL, secret, maxConcurrency)))
                .isTrue();
        return new DueTarget(tenant, name, maxConcurrency);
    }

    private Optional<String> plainSecret() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT secret FROM forward_target WHERE name = :name AND (secret IS NULL) = (ciphertext IS NOT NULL)")
                .bind("name", target.name().value())
                .map((row, context) -> Optional.ofNullable(row.getString("secret")))
                .one());
    }

    private void update(String set) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE forward_target SET " + set + " WHERE name = :name")
                .bind("name", target.name().value())
                .execute());
    }

    private static String status(EventId event) {
        return column("status", event);
    }

    private static String column(String name, EventId event) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + name + " FROM outbox WHERE event_id = :event")
                .bind("event", event.value())
                .mapTo(String.class)
                .one());
    }
}
