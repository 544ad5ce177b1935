package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.Target;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetUrl;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.migrate.DevmeshProcess;
import io.devmesh.system.servers.HostsFile;
import io.devmesh.system.servers.TestCertificates;
import io.devmesh.system.servers.WebhookReceiver;
import io.devmesh.system.servers.WebhookReceiver.Received;
import io.devmesh.system.servers.WebhookReceiver.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the outbox holds reaches its target, over real TLS, from the Worker as it was built. */
class ForwardingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Path FOLDER = Path.of("target", "forwarding");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SERVER_STOPS = "CWWKE0085I";
    private static final SigningSecret SECRET = SigningSecret.generate();

    private static WebhookReceiver receiver;
    private static Stack stack;

    /** A row of {@code outbox}. */
    private record Row(String status, int attempts, String error) {}

    @BeforeAll
    static void start() {
        TestCertificates certificates = TestCertificates.in(FOLDER);
        HostsFile names = HostsFile.in(FOLDER).point("inside.test", "127.0.0.2").point("cloud.test", "169.254.169.254");
        receiver = WebhookReceiver.with(certificates.server("127.0.0.1", "127.0.0.2"));
        stack = Stack.start(
                "forwarding",
                Map.of(
                        "JVM_ARGS",
                        "-Xmx512m " + names.jvmOption(),
                        "FORWARD_ALLOWED_NETWORKS",
                        "127.0.0.1/32",
                        "FORWARD_CA_FILE",
                        certificates.caFile().toString(),
                        "FORWARD_TIMEOUT",
                        TIMEOUT.toSeconds() + "s",
                        "SECRETS_MASTER_KEY",
                        Base64.getEncoder().encodeToString(new byte[32])));
    }

    @AfterAll
    static void stop() {
        stack.close();
        receiver.close();
    }

    @Test
    void deliversOnceWithAValidSignature() throws GeneralSecurityException {
        Sender sender = new Sender("once");
        UUID id = sender.forward("d-1", "a");

        awaitStatus(id, "delivered");
        assertThat(receiver.at("/once")).hasSize(1);
        Received request = receiver.at("/once").getFirst();
        assertThat(request.header("webhook-id")).isEqualTo(id.toString());
        assertThat(request.header("webhook-signature")).isEqualTo("v1," + signature(request));
        assertThat(Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp"))))
                .isBetween(Instant.now().minus(PATIENCE), Instant.now().plusSeconds(1));
        assertThat(request.header("traceparent")).matches("00-" + TRACE + "-(?!00f067aa0ba902b7)[0-9a-f]{16}-01");
        assertThat(request.header("user-agent")).matches("developer-mesh/\\d.*");
        assertThat(request.header("content-type")).startsWith("application/json");
        JsonNode body = Json.mapper().readTree(request.body());
        assertThat(body.path("type").stringValue()).isEqualTo("issues.opened");
        assertThat(body.path("data").path("delivery_id").stringValue()).isEqualTo("d-1");
        assertThat(body.path("data").path("payload").path("action").stringValue())
                .isEqualTo("opened");
    }

    @Test
    void waitsForAsLongAsTheTargetAsks() {
        AtomicInteger requests = new AtomicInteger();
        receiver.reply(
                "/busy",
                any -> requests.getAndIncrement() == 0 ? new Reply(503, Map.of("Retry-After", "2")) : Reply.of(200));
        UUID id = new Sender("busy").forward("d-1", "a");

        awaitStatus(id, "delivered");
        List<Received> came = receiver.at("/busy");
        assertThat(came).extracting(one -> one.header("webhook-id")).containsExactly(id.toString(), id.toString());
        // Its clock and the database's are the same; the lease of time begins when the answer is there.
        assertThat(Duration.between(came.get(0).at(), came.get(1).at())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(row(id).attempts()).isEqualTo(2);
    }

    @Test
    void keepsTheOrderOfAKeyWhileAnotherGoesOn() {
        CountDownLatch otherKey = new CountDownLatch(1);
        AtomicInteger failures = new AtomicInteger();
        receiver.reply("/order", request -> {
            String delivery = delivery(request);
            if (delivery.equals("b-1")) {
                otherKey.countDown();
            }
            if (delivery.equals("a-1") && failures.getAndIncrement() == 0) {
                return Reply.of(isDown(otherKey) ? 500 : 400);
            }
            return Reply.of(200);
        });
        Sender sender = new Sender("order");
        UUID first = sender.forward("a-1", "a");
        UUID second = sender.forward("a-2", "a");
        UUID third = sender.forward("a-3", "a");
        UUID other = sender.forward("b-1", "b");

        for (UUID id : List.of(first, second, third, other)) {
            awaitStatus(id, "delivered");
        }
        assertThat(receiver.at("/order"))
                .extracting(ForwardingIT::delivery)
                .filteredOn(delivery -> delivery.startsWith("a"))
                .containsExactly("a-1", "a-1", "a-2", "a-3");
    }

    @Test
    void followsNoRedirect() {
        receiver.reply(
                "/redirects",
                any -> new Reply(307, Map.of("Location", "https://127.0.0.2:" + receiver.port() + "/private")));
        UUID id = new Sender("redirects").forward("d-1", "a");

        await().atMost(PATIENCE).until(() -> row(id).error().contains("307"));
        assertThat(receiver.at("/redirects")).isNotEmpty();
        assertThat(receiver.at("/private")).isEmpty();
    }

    @Test
    void neverGoesToAnAddressThatIsNotAllowed() {
        UUID id = new Sender("forbidden", "https://127.0.0.2:" + receiver.port() + "/forbidden").forward("d-1", "a");

        awaitStatus(id, "dead");
        assertThat(row(id).error()).contains("FORWARD_ALLOWED_NETWORKS");
        assertThat(receiver.at("/forbidden")).isEmpty();
    }

    @Test
    void neverGoesInsideHoweverTheAddressIsWritten() {
        List<String> hosts = List.of(
                "127.0.0.2",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.2]",
                "[::ffff:7f00:2]",
                "[::127.0.0.2]",
                "[64:ff9b::7f00:2]",
                "[2002:7f00:2::]",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "2130706434", // 127.0.0.2
                "inside.test",
                "cloud.test");
        Map<String, UUID> forwards = new LinkedHashMap<>();
        for (String host : hosts) {
            String url = "https://" + host + ":" + receiver.port() + "/inside";
            forwards.put(host, new Sender("inside-" + forwards.size(), url).forward("d-1", "a"));
        }

        forwards.values().forEach(id -> awaitStatus(id, "dead"));
        assertThat(forwards)
                .allSatisfy((host, id) -> assertThat(row(id).error()).as(host).contains("FORWARD_ALLOWED_NETWORKS"));
        assertThat(row(forwards.get("cloud.test")).error()).doesNotContain("169.254");
        assertThat(receiver.at("/inside")).isEmpty();
    }

    @Test
    void takesNoTargetThatIsNoHttpsUrl() {
        new TenantRepository(stack.jdbi()).ensure("schemes");
        for (String url : List.of("file:///etc/passwd", "http://127.0.0.1/", "https://user@127.0.0.1/")) {
            try (DevmeshProcess run = DevmeshProcess.start(
                    stack.environment(), "target", "add", "scheme", "--tenant", "schemes", "--url", url)) {
                assertThat(run.await(PATIENCE)).as(url).isEqualTo(2);
                assertThat(run.out() + run.err()).doesNotContain("whsec_");
            }
        }
    }

    @Test
    void trustsNoCertificateOfSomebodyElse() {
        TestCertificates others = TestCertificates.in(FOLDER.resolve("others"));
        try (WebhookReceiver impostor = WebhookReceiver.with(others.server("127.0.0.1"))) {
            UUID id = new Sender("impostor", "https://127.0.0.1:" + impostor.port() + "/in").forward("d-1", "a");

            await().atMost(PATIENCE).until(() -> row(id).error().startsWith("TLS failed"));
            assertThat(impostor.at("/in")).isEmpty();
        }
    }

    @Test
    void sendsAgainUnderTheSameIdWhatAKilledWorkerWasSending() {
        CountDownLatch killed = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        receiver.reply("/killed", any -> {
            if (requests.getAndIncrement() == 0) {
                stack.worker().kill();
                killed.countDown();
            }
            return Reply.of(200);
        });
        UUID id = new Sender("killed").forward("d-1", "a");
        assertThat(isDown(killed, PATIENCE)).isTrue();
        assertThat(row(id).status()).isEqualTo("pending");
        stack.worker().start();

        awaitStatus(id, "delivered");
        assertThat(receiver.at("/killed"))
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(id.toString(), id.toString());
        assertThat(row(id).attempts()).isEqualTo(2);
    }

    @Test
    void aHangingTargetDelaysNoOtherTenant() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger hangingWhenTheOtherCame = new AtomicInteger();
        receiver.reply("/hangs", any -> {
            hanging.incrementAndGet();
            var unused = isDown(release, TIMEOUT);
            hanging.decrementAndGet();
            return Reply.of(200);
        });
        receiver.reply("/quick", any -> {
            hangingWhenTheOtherCame.set(hanging.get());
            return Reply.of(200);
        });
        Sender slow = new Sender("hangs");
        for (int i = 0; i < 50; i++) {
            slow.forward("d-" + i, "key-" + i);
        }
        await().atMost(PATIENCE).until(() -> hanging.get() == Target.DEFAULT_CONCURRENCY);
        UUID other = new Sender("quick").forward("d-1", "a");

        awaitStatus(other, "delivered");
        release.countDown();
        assertThat(hangingWhenTheOtherCame.get()).isPositive();
    }

    @Test
    void finishesWhatIsUnderWayBeforeTheWorkerStops() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        receiver.reply("/drain", any -> {
            underWay.countDown();
            var unused = isDown(stopping);
            return Reply.of(200);
        });
        UUID id = new Sender("drain").forward("d-1", "a");
        assertThat(isDown(underWay, PATIENCE)).isTrue();
        try {
            Thread stop = Thread.startVirtualThread(stack.worker()::stop);
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(stack.log("worker-1")).contains(SERVER_STOPS));
            stopping.countDown();
            stop.join();

            assertThat(row(id)).isEqualTo(new Row("delivered", 1, ""));
        } finally {
            stack.worker().start();
        }
    }

    @Test
    void servesATargetThatTheCommandLineMadeUntilItDisablesIt() {
        new TenantRepository(stack.jdbi()).ensure("cli");
        String url = "https://127.0.0.1:" + receiver.port() + "/cli";
        assertThat(devmesh("target", "add", "cli", "--tenant", "cli", "--url", url))
                .contains("Secret, shown once: whsec_");
        Sender sender = Sender.to("cli");
        awaitStatus(sender.forward("d-1", "a"), "delivered");
        assertThat(devmesh("target", "list", "--tenant", "cli"))
                .contains("cli", "active", url)
                .doesNotContain("whsec_");
        assertThat(devmesh("target", "disable", "cli", "--tenant", "cli")).contains("disabled");
        assertThat(devmesh("audit", "export", "--tenant", "cli"))
                .contains("\"target.create\"", "\"host\":\"127.0.0.1\"", "\"target.disable\"", "command:")
                .doesNotContain("whsec_");

        UUID late = sender.forward("d-2", "a");
        awaitStatus(late, "dead");
        assertThat(row(late).error()).isEqualTo("The target is disabled");
        assertThat(receiver.at("/cli")).hasSize(1);
    }

    @Test
    void sendsInOrderWhatCameWhileTheCommandLineHadTheTargetPaused() {
        Sender sender = new Sender("paused");
        awaitStatus(sender.forward("d-1", "a"), "delivered");
        assertThat(devmesh("target", "pause", "paused", "--tenant", "paused")).isEqualTo("Target paused is paused\n");
        List<UUID> late = List.of(sender.forward("d-2", "a"), sender.forward("d-3", "a"), sender.forward("d-4", "a"));
        // Of another target, so that the Worker has looked since.
        awaitStatus(new Sender("not-paused").forward("d-1", "a"), "delivered");
        assertThat(late).allSatisfy(id -> assertThat(row(id)).isEqualTo(new Row("pending", 0, "")));
        assertThat(devmesh("target", "list", "--tenant", "paused")).containsPattern("paused +paused +4 +3 +0 ");

        assertThat(devmesh("target", "resume", "paused", "--tenant", "paused")).isEqualTo("Target paused is active\n");

        late.forEach(id -> awaitStatus(id, "delivered"));
        assertThat(receiver.at("/paused"))
                .extracting(ForwardingIT::delivery)
                .containsExactly("d-1", "d-2", "d-3", "d-4");
    }

    @Test
    void sendsDeadForwardsAgainUnderTheirIdsWhereTheCommandLineReplaysThem() {
        AtomicInteger requests = new AtomicInteger();
        receiver.reply("/replayed", any -> Reply.of(requests.getAndIncrement() < 2 ? 400 : 200));
        Sender sender = new Sender("replayed");
        List<UUID> ids = List.of(sender.forward("d-1", "a"), sender.forward("d-2", "a"));
        ids.forEach(id -> awaitStatus(id, "dead"));

        assertThat(devmesh("target", "replay", "replayed", "--tenant", "replayed", "--dry-run"))
                .isEqualTo("Would be sent again: 2\n");
        assertThat(ids).allSatisfy(id -> assertThat(row(id).status()).isEqualTo("dead"));
        assertThat(devmesh("target", "replay", "replayed", "--tenant", "replayed"))
                .isEqualTo("Sent again: 2\n");

        ids.forEach(id -> awaitStatus(id, "delivered"));
        assertThat(receiver.at("/replayed"))
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(
                        ids.get(0).toString(),
                        ids.get(1).toString(),
                        ids.get(0).toString(),
                        ids.get(1).toString());
        assertThat(devmesh("target", "replay", "replayed", "--tenant", "replayed"))
                .isEqualTo("Sent again: 0\n");
    }

    @Test
    void encryptsAtItsStartTheSecretOfATargetFromBefore() throws IOException {
        Sender sender = new Sender("from-before");
        stack.worker().stop();
        stack.worker().start();
        await().atMost(PATIENCE).until(() -> isEncrypted("from-before"));

        awaitStatus(sender.forward("d-1", "a"), "delivered");
        assertThat(receiver.at("/from-before").getFirst())
                .satisfies(request ->
                        assertThat(request.header("webhook-signature")).isEqualTo("v1," + signature(request)));
        assertThat(Files.readString(stack.log("worker-1"))).doesNotContain(SECRET.reveal());
    }

    @Test
    void holdsWhatItCannotSignUntilTheSecretCanBeRead() throws IOException {
        new TenantRepository(stack.jdbi()).ensure("unreadable");
        String url = "https://127.0.0.1:" + receiver.port() + "/unreadable";
        String secret = devmesh("target", "add", "unreadable", "--tenant", "unreadable", "--url", url)
                .replaceFirst("(?s).*shown once: (whsec_\\S+)\\n", "$1");
        assertThat(isEncrypted("unreadable")).isTrue();
        change("ciphertext = set_bit(ciphertext, 3, 1 - get_bit(ciphertext, 3))");
        UUID id = Sender.to("unreadable").forward("d-1", "a");

        await().atMost(PATIENCE).until(() -> row(id).error().contains("secret can't be read"));
        assertThat(row(id).status()).isEqualTo("pending");
        assertThat(row(id).attempts()).isZero();

        change("ciphertext = set_bit(ciphertext, 3, 1 - get_bit(ciphertext, 3))"); // back again
        change("rests_until = NULL");
        awaitStatus(id, "delivered");
        assertThat(row(id)).isEqualTo(new Row("delivered", 1, ""));
        assertThat(receiver.at("/unreadable")).hasSize(1);
        assertThat(Files.readString(stack.log("worker-1")))
                .contains("waits: The target's secret can't be read")
                .doesNotContain(secret);
    }

    @Test
    void measuresWhatItDid() {
        UUID id = new Sender("measured").forward("d-1", "a");
        awaitStatus(id, "delivered");
        EdgeClient worker = new EdgeClient(stack.workerPort(), "", "", "");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(worker.get("/metrics").response().body())
                                .contains(
                                        "webhook_forwards_total{",
                                        "outcome=\"delivered\"",
                                        "webhook_forward_time_seconds_count",
                                        "webhook_outbox_pending",
                                        "webhook_outbox_oldest_age_seconds",
                                        "webhook_forward_breaker{",
                                        "target=\"measured\""));
    }

    private static String devmesh(String... arguments) {
        try (DevmeshProcess run = DevmeshProcess.start(stack.environment(), arguments)) {
            assertThat(run.await(PATIENCE)).as(run.err()).isZero();
            return run.out();
        }
    }

    private static boolean isEncrypted(String target) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT secret IS NULL AND ciphertext IS NOT NULL FROM forward_target WHERE name = :name")
                        .bind("name", target)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The row of the target whose secret is to be unreadable. */
    private static void change(String assignment) {
        stack.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE forward_target SET " + assignment + " WHERE name = 'unreadable'"));
    }

    private static void awaitStatus(UUID id, String status) {
        await().atMost(PATIENCE).until(() -> row(id).status().equals(status));
    }

    private static Row row(UUID id) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT status, attempts, coalesce(last_error, '') AS error FROM outbox WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) ->
                                new Row(row.getString("status"), row.getInt("attempts"), row.getString("error")))
                        .one());
    }

    private static String delivery(Received request) {
        return Json.mapper()
                .readTree(request.body())
                .path("data")
                .path("delivery_id")
                .stringValue();
    }

    /** As a receiver computes it. */
    private static String signature(Received request) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(SECRET.reveal().substring("whsec_".length())), "HmacSHA256"));
        mac.update((request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".").getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
    }

    private static boolean isDown(CountDownLatch latch) {
        return isDown(latch, TIMEOUT.minusSeconds(1));
    }

    private static boolean isDown(CountDownLatch latch, Duration patience) {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A tenant of its own with one target, both of that name. */
    private static final class Sender {
        private final String name;
        private final TenantId tenant;

        Sender(String name) {
            this(name, "https://127.0.0.1:" + receiver.port() + "/" + name);
        }

        private Sender(String name, TenantId tenant) {
            this.name = name;
            this.tenant = tenant;
        }

        /** To a target that there is. */
        static Sender to(String name) {
            return new Sender(name, new TenantRepository(stack.jdbi()).ensure(name));
        }

        Sender(String name, String url) {
            this(name, new TenantRepository(stack.jdbi()).ensure(name));
            assertThat(new TargetRepository(stack.jdbi())
                            .store(new Target(
                                    tenant,
                                    new TargetName(name),
                                    TargetUrl.parse(url),
                                    SECRET,
                                    Target.DEFAULT_CONCURRENCY)))
                    .isTrue();
        }

        /** Stores an event and what is to be sent of it, and returns the id of the latter. */
        UUID forward(String delivery, String orderKey) {
            UUID event = UUID.randomUUID();
            UUID id = UuidCreator.getTimeOrderedEpoch();
            stack.jdbi().useTransaction(handle -> {
                var received = Instant.now().atOffset(ZoneOffset.UTC);
                handle.execute(
                        """
                        INSERT INTO event (id, tenant_id, source, delivery_id, provider, type, status, received_at, traceparent,
                                           content_type, body)
                        VALUES (?, ?, ?, ?, 'github', 'issues.opened', 'processed', ?, ?, 'application/json', ?)
                        """,
                        event,
                        tenant.value(),
                        name,
                        delivery,
                        received,
                        "00-" + TRACE + "-00f067aa0ba902b7-01",
                        "{\"action\":\"opened\"}".getBytes(UTF_8));
                handle.execute("""
                        INSERT INTO outbox (id, tenant_id, source, event_id, event_received_at, target, order_key)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """, id, tenant.value(), name, event, received, name, orderKey);
            });
            return id;
        }
    }
}
