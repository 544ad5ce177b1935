package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.migrate.DevmeshProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Webhook secrets that rows hold encrypted, as the door and the command line see them. */
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW =
            "new:" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(ISO_8859_1));

    private static final String TOKEN = "a-token-that-nobody-can-guess-at-all-0123456789";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("secrets", Map.of("SECRETS_MASTER_KEY", OLD + "," + NEW, "WORKER_BOOTSTRAP_TOKEN", TOKEN));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void encryptsAtTheStartWhatWasPlainTextBefore() throws IOException {
        await().atMost(PATIENCE).until(() -> stored("acme-github").size(), count -> count == 1);

        assertThat(new String(stored("acme-github").getFirst(), ISO_8859_1)).doesNotContain("secret-of-acme");
        assertThat(deliver(stack.edge()).status()).isEqualTo(202);
        assertThat(Files.readString(stack.log("edge-1"))).doesNotContain("secret-of-acme", NEW.substring(4));
    }

    @Test
    void givesTheFirstKeyOnceForTheTokenAndNowhereShowsEither() throws IOException {
        OperationsClient bearer = new OperationsClient(stack.workerPort(), TOKEN);

        OperationsClient.Answer first = bearer.post("/api/v1/admin/bootstrap", "");
        String key = first.json().path("key").stringValue();

        assertThat(first.status()).isEqualTo(201);
        assertThat(new OperationsClient(stack.workerPort(), key)
                        .get("/api/v1/admin/tenants")
                        .status())
                .isEqualTo(200);
        assertThat(bearer.post("/api/v1/admin/bootstrap", "").status()).isEqualTo(409);
        assertThat(bearer.get("/api/v1/admin/tenants").status()).isEqualTo(401);
        assertThat(Files.readString(stack.log("worker-1"))).doesNotContain(TOKEN, key);
    }

    @Test
    void acceptsBothSecretsOfASourceUntilTheOldOneIsRetired() {
        EdgeClient old = source("rotated-" + UUID.randomUUID());
        assertThat(deliver(old).status()).isEqualTo(202);

        String secret =
                run(0, "source", "rotate-secret", old.source()).replaceFirst("(?s).*shown once: (\\w+)\\n", "$1");
        EdgeClient renewed = new EdgeClient(old.port(), "", old.source(), secret);
        await().atMost(PATIENCE).until(() -> deliver(renewed).status(), status -> status == 202);
        assertThat(deliver(old).status()).isEqualTo(202);
        assertThat(run(1, "source", "rotate-secret", old.source())).contains("has two secrets already");

        assertThat(run(0, "source", "rotate-secret", old.source(), "--retire")).isEqualTo("Retired secrets: 1\n");
        await().atMost(PATIENCE).until(() -> deliver(old).status(), status -> status == 401);
        assertThat(deliver(renewed).status()).isEqualTo(202);
    }

    @Test
    void answers503ForASourceWhoseRowWasChangedAndSaysSoOnce() throws IOException {
        EdgeClient client = source("changed-" + UUID.randomUUID());
        change(client.source());

        Answer refused = deliver(client);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(deliver(client).status()).isEqualTo(503);
        assertThat(Files.readAllLines(stack.log("edge-1")))
                .filteredOn(line -> line.contains("A secret of the source " + client.source() + " is unreadable"))
                .singleElement()
                .asString()
                .doesNotContain(client.secret());

        change(client.source()); // back again
        await().atMost(PATIENCE).until(() -> deliver(client).status(), status -> status == 202);
    }

    @Test
    void wrapsTheKeysAnewWhereTheMasterKeyIsRotated() {
        EdgeClient client = source("rewrapped-" + UUID.randomUUID());
        SourceName name = new SourceName(client.source());
        assertThatThrownBy(() -> sources(NEW).find(name))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining(client.source())
                .hasMessageContaining("the master key old");

        assertThat(run(1, Map.of("SECRETS_MASTER_KEY", NEW), "secrets", "rotate-master"))
                .contains("Stopped, and can be started again", "old");
        assertThat(run(0, Map.of("SECRETS_MASTER_KEY", NEW + "," + OLD), "secrets", "rotate-master"))
                .matches("Keys wrapped anew: [1-9][0-9]*\n");

        assertThat(sources(NEW).find(name).orElseThrow().secrets()).containsExactly(client.secret());
        assertThat(deliver(client).status()).isEqualTo(202);
        assertThat(audit("of-" + client.source()))
                .contains("\"secret.rewrap\"", "\"detail\":{\"from\":\"old\",\"to\":\"new\"}", "command:");
        assertThat(run(0, "audit", "export"))
                .contains("\"secret.rotate_master\",\"subject\":\"new\"")
                .doesNotContain(OLD.substring(4), NEW.substring(4));
    }

    @Test
    void notesOnceWhoCanReadTheSecretsOfATenantAndWhatPeopleDoToThem() {
        EdgeClient client = source("noted-" + UUID.randomUUID());
        assertThat(deliver(client).status()).isEqualTo(202);
        assertThat(deliver(client).status()).isEqualTo(202);
        run(0, "source", "rotate-secret", client.source());
        run(0, "source", "rotate-secret", client.source(), "--retire");

        String audit = audit("of-" + client.source());

        assertThat(audit.lines().filter(line -> line.contains("\"secret.open\"")))
                .singleElement()
                .asString()
                .contains("\"replica:edge-1\"", "\"service\":\"edge-mcp\"");
        assertThat(audit)
                .contains("\"tenant.create\"", "\"source.create\"", "\"source.rotate\"", "\"source.retire\"")
                .doesNotContain(client.secret());
    }

    @Test
    void storesPlainTextAndReadsItWhereThereIsNoMasterKey() {
        String name = "plain-" + UUID.randomUUID();
        run(0, Map.of("SECRETS_MASTER_KEY", ""), "source", "add", name, "--tenant", "acme", "--provider", "github");

        assertThat(stored(name)).isEmpty();
        assertThat(new SourceRepository(stack.jdbi())
                        .find(new SourceName(name))
                        .orElseThrow()
                        .secrets())
                .hasSize(1);
    }

    @Test
    void doesNotShowASecretThatCouldNotBeStored() {
        SourceRepository sources = new SourceRepository(stack.jdbi());
        Source strange = new Source(
                new SourceName("strange-" + UUID.randomUUID()),
                tenant("acme"),
                Provider.GITHUB,
                List.of("s3cret\u0000")); // which PostgreSQL refuses

        assertThatThrownBy(() -> sources.store(strange))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("webhook_secret")
                .hasMessageNotContaining("s3cret");
    }

    private static TenantId tenant(String name) {
        return new TenantRepository(stack.jdbi()).find(name).orElseThrow();
    }

    /** A GitHub source of a tenant of its own. */
    private static EdgeClient source(String name) {
        String out = run(0, "source", "add", name, "--tenant", "of-" + name, "--create-tenant", "--provider", "github");
        assertThat(stored(name)).hasSize(1);
        return new EdgeClient(stack.edge().port(), "", name, out.replaceFirst("(?s).*shown once: (\\w+)\\n", "$1"));
    }

    private static Answer deliver(EdgeClient client) {
        return client.deliver("issues", "secrets-" + UUID.randomUUID(), EdgeClient.issue(1, "opened"));
    }

    /** The ciphertexts of a source. */
    private static List<byte[]> stored(String source) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT k.ciphertext FROM webhook_secret k JOIN webhook_source s ON s.id = k.source_id
                        WHERE s.name = :name AND k.secret IS NULL AND k.ciphertext IS NOT NULL
                        """)
                        .bind("name", source)
                        .mapTo(byte[].class)
                        .list());
    }

    /** Turns one bit over. */
    private static void change(String source) {
        stack.jdbi()
                .useHandle(
                        handle -> handle.createUpdate("""
                        UPDATE webhook_secret SET ciphertext = set_bit(ciphertext, 3, 1 - get_bit(ciphertext, 3))
                        WHERE source_id = (SELECT id FROM webhook_source WHERE name = :name)
                        """).bind("name", source).execute());
    }

    private static SourceRepository sources(String masterKeys) {
        return new SourceRepository(
                stack.jdbi(), new SecretVault(MasterKeys.from(Settings.of(Map.of("SECRETS_MASTER_KEY", masterKeys)))));
    }

    private static String audit(String tenant) {
        return run(0, "audit", "export", "--tenant", tenant);
    }

    private static String run(int exit, String... arguments) {
        return run(exit, Map.of(), arguments);
    }

    /** What it said, on whichever stream. */
    private static String run(int exit, Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.putAll(more);
        return DevmeshProcess.run(exit, environment, arguments);
    }
}
