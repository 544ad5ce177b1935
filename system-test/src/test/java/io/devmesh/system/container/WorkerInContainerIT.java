package io.devmesh.system.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.NewEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.consume.ConsumerConfig;
import io.devmesh.worker.consume.ConsumerSupervisor;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.inbox.EventInbox;
import io.devmesh.worker.inbox.EventInbox.Stored;
import io.devmesh.worker.outbox.Forward;
import io.devmesh.worker.outbox.Outbox;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.rule.RuleBook;
import io.devmesh.worker.rule.Verdict;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(ArquillianExtension.class)
class WorkerInContainerIT {
    /** As in the server's environment, and not the default. */
    static final int BATCH_SIZE = 17;

    /** The pool's, at the most; not the default either. */
    static final int CONNECTIONS = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final SourceName SOURCE = new SourceName("acme-github");

    @Inject
    private EventInbox inbox;

    @Inject
    private EventRepository events;

    @Inject
    private Outbox outbox;

    @Inject
    private Jdbi jdbi;

    @Inject
    private UserTransaction transaction;

    @Inject
    private AnotherTransaction another;

    @Inject
    private SchemaMigration migration;

    @Inject
    private ConsumerSupervisor supervisor;

    @Inject
    private ConsumerConfig consumerConfig;

    @Inject
    @Queue
    private RedisConfig redisConfig;

    @Inject
    @Queue
    private UnifiedJedis redis;

    @Inject
    @Any
    private Instance<EventNormalizer> normalizers;

    @Deployment
    static WebArchive worker() {
        return WorkerWithTests.archive();
    }

    @BeforeEach
    void awaitSchema() {
        await().atMost(PATIENCE).until(migration::isDone);
    }

    @AfterEach
    void endTransaction() throws Exception {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }

    @Test
    void findsTheNormalizers() {
        assertThat(normalizers)
                .extracting(EventNormalizer::provider)
                .containsExactlyInAnyOrder(
                        Provider.GITHUB,
                        Provider.GITLAB,
                        Provider.BITBUCKET,
                        Provider.BITBUCKET_DC,
                        Provider.JIRA,
                        Provider.HARNESS,
                        Provider.JFROG,
                        Provider.SLACK,
                        Provider.PAGERDUTY,
                        Provider.STRIPE,
                        Provider.STANDARD_WEBHOOKS);
    }

    @Test
    void judgesByRulesWithTheLibrariesThatTheApplicationBrings() {
        RuleBook rules = RuleBook.parse(Json.mapper().readTree("""
                [{"types": ["issues.*"], "mode": "transform_and_store", "schema": {"type": "object"},
                  "transform": [{"copy": "$..nothing[?(@.at == 'all')]", "to": "found"}]},
                 {"mode": "store_only", "schema": {"required": ["nothing"]}}]
                """));

        assertThat(rules.judge(event("issues.opened")))
                .isInstanceOfSatisfying(
                        Verdict.Store.class,
                        store -> assertThat(store.data())
                                .contains((ObjectNode) Json.mapper().readTree("{\"found\": []}")));
        assertThat(rules.judge(event("push"))).isInstanceOf(Verdict.Violation.class);
    }

    @Test
    void injectsWhatTheEnvironmentSays() {
        assertThat(redisConfig.address()).hasToString(System.getenv("REDIS_ADDR"));
        assertThat(redis.ping()).isEqualTo("PONG");
        assertThat(consumerConfig.batchSize()).isEqualTo(BATCH_SIZE);
    }

    @Test
    void startsTheConsumersByTimer() {
        await().atMost(PATIENCE).until(() -> supervisor.running() == consumerConfig.consumers());
    }

    @Test
    void processesByTimerWhatTheDoorStored() {
        WebhookEvent event = event("issues.opened");
        events.insertIfAbsent(
                List.of(NewEvent.direct(StoredEvent.received(event, Waiting.now(Optional.empty())))), "door");

        await().atMost(PATIENCE).until(() -> status(event).equals(Optional.of("processed")));
    }

    @Test
    void commitsABatchOfItsOwn() {
        WebhookEvent first = event("issues.opened");
        WebhookEvent second = event("issues.closed");

        assertThat(store(first, second).newRows()).isEqualTo(2);
        assertThat(store(second, first).newRows()).isZero();
        assertThat(status(first)).contains("processed");
        assertThat(status(second)).contains("processed");
    }

    @Test
    void storesInTheTransactionOfItsCaller() throws Exception {
        WebhookEvent event = event("issues.opened");

        transaction.begin();
        store(event);
        assertThat(status(event)).contains("processed");
        assertThat(another.get(() -> status(event))).isEmpty();
        transaction.rollback();
        assertThat(status(event)).isEmpty();

        transaction.begin();
        store(event);
        transaction.commit();
        assertThat(status(event)).contains("processed");
    }

    @Test
    void aBatchThatFailsLeavesNothingOfTheWholeTransaction() throws Exception {
        WebhookEvent earlier = event("issues.opened");
        WebhookEvent good = event("issues.opened");
        WebhookEvent bad = event("text can't hold \0");

        transaction.begin();
        store(earlier);
        assertThatThrownBy(() -> store(good, bad)).isInstanceOf(JdbiException.class);
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        transaction.rollback();

        assertThat(status(earlier)).isEmpty();
        assertThat(status(good)).isEmpty();
        assertThat(status(bad)).isEmpty();
    }

    @Test
    void aBatchAtOnceIsCommittedWhenItReturnsAndWritesNothingWhereItFails() {
        WebhookEvent good = event("issues.opened");
        WebhookEvent bad = event("text can't hold \0");
        List<Arrival> both = arrivals(good, bad);

        assertThatThrownBy(() -> inbox.storeAtOnce(both, "test")).isInstanceOf(JdbiException.class);
        assertThat(status(good)).isEmpty();

        assertThat(inbox.storeAtOnce(arrivals(good), "test").map(Stored::newRows))
                .contains(1);
        assertThat(another.get(() -> status(good))).contains("processed");
    }

    /** As a consumer's thread does, which lives as long as the process. */
    @Test
    @SuppressWarnings("BanJNDI") // a test has no resource injected, and the name is ours
    void givesAConnectionBackThoughItsThreadGoesOn() throws Exception {
        DatabaseScope scope = new DatabaseScope(jdbi);
        Executor executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(CONNECTIONS + 1);
        for (int i = 0; i <= CONNECTIONS; i++) {
            executor.execute(() -> {
                scope.queryAtOnce("true", "SELECT 1", query -> {}, (row, context) -> row.getInt(1));
                scope.ofAll().use(handle -> handle.execute("SELECT 1"));
                asked.countDown();
                waitFor(end);
            });
        }

        boolean all = asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        end.countDown();
        assertThat(all).isTrue();
    }

    @Test
    void aBatchAtOnceIsRefusedInATransactionAndRollsItBack() throws Exception {
        WebhookEvent event = event("issues.opened");

        transaction.begin();
        assertThatThrownBy(() -> inbox.storeAtOnce(arrivals(event), "test")).isInstanceOf(IllegalStateException.class);
        transaction.rollback();

        assertThat(status(event)).isEmpty();
    }

    @Test
    void rowsThatOneTransactionProcessesAreGivenToAnotherOnceItRollsBack() throws Exception {
        WebhookEvent event = event("issues.opened");
        Waiting later = Waiting.failed(Optional.empty(), 1, Duration.ofHours(1));
        events.insertIfAbsent(List.of(NewEvent.direct(StoredEvent.retrying(event, "x", later))), "test");

        transaction.begin();
        execute("UPDATE event_work SET begun_by = 'test' WHERE event_id = ?", event);
        assertThat(inbox.processClaimed(List.of(event.id()), "test", "test")).hasSize(1);
        assertThat(status(event)).contains("processed");
        assertThat(another.get(() -> status(event))).contains("retrying");
        transaction.rollback();

        assertThat(execute("UPDATE event_work SET due_at = now() WHERE event_id = ?", event))
                .isOne();
        await().atMost(PATIENCE).until(() -> status(event).equals(Optional.of("processed")));
    }

    @Test
    void leavesForwardsInTheTransactionOfItsCaller() throws Exception {
        WebhookEvent event = event("issues.opened");
        Forward forward = new Forward(
                TENANT, SOURCE, event.id(), event.receivedAt(), new TargetName("nowhere"), Optional.of("acme/app"));

        transaction.begin();
        outbox.add(List.of(forward));
        assertThat(forwards(event)).isEqualTo(1);
        assertThat(another.get(() -> forwards(event))).isZero();
        transaction.rollback();
        assertThat(forwards(event)).isZero();

        transaction.begin();
        outbox.add(List.of(forward));
        transaction.commit();
        assertThat(forwards(event)).isEqualTo(1);
    }

    @Test
    void tellsPostgresOnceInATransactionWhoseRowsItMeans() throws Exception {
        WebhookEvent event = event("issues.opened");
        store(event);
        DatabaseScope scope = new DatabaseScope(jdbi);
        transaction.begin();
        assertThat(status(event)).contains("processed");
        scope.ofAll().use(handle -> handle.execute("SELECT set_config('devmesh.tenant', '', true)"));

        assertThat(status(event)).as("what was told and not taken back").isEmpty();
        assertThat(scope.of(TENANT).<Optional<String>, RuntimeException>with(handle -> Optional.of("another")))
                .isPresent();
        assertThat(status(event)).as("after somebody else's rows").contains("processed");
        transaction.rollback();
        assertThat(status(event)).as("in another transaction").contains("processed");
    }

    private int forwards(WebhookEvent event) {
        return new DatabaseScope(jdbi)
                .ofAll()
                .with(handle -> handle.createQuery("SELECT count(*) FROM outbox WHERE event_id = :id")
                        .bind("id", event.id().value())
                        .mapTo(Integer.class)
                        .one());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Stored store(WebhookEvent... batch) {
        return inbox.store(arrivals(batch), "test");
    }

    private static List<Arrival> arrivals(WebhookEvent... batch) {
        return Stream.of(batch)
                .map(event -> new Arrival(new EntryId("1-1"), event, 1, Optional.empty()))
                .toList();
    }

    private Optional<String> status(WebhookEvent event) {
        return new DatabaseScope(jdbi)
                .ofAll()
                .with(handle -> handle.createQuery("SELECT status FROM event WHERE id = :id")
                        .bind("id", event.id().value())
                        .mapTo(String.class)
                        .findOne());
    }

    private int execute(String sql, WebhookEvent event) {
        return new DatabaseScope(jdbi)
                .ofAll()
                .with(handle -> handle.execute(sql, event.id().value()));
    }

    private static WebhookEvent event(String type) {
        DeliveryId delivery = new DeliveryId(UUID.randomUUID().toString());
        return new WebhookEvent(
                EventId.of(TENANT, SOURCE, delivery),
                TENANT,
                SOURCE,
                Provider.GITHUB,
                delivery,
                type,
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                "application/json",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "{\"action\":\"opened\",\"issue\":{\"number\":1}}".getBytes(UTF_8));
    }
}
