package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.Database;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.system.docs.PageBlocks;
import io.devmesh.system.migrate.DevmeshProcess;
import io.devmesh.system.servers.FolderCopy;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/operations/backup-and-restore.md: what a copy of PostgreSQL's or Redis' volume brings back, and what becomes of the rest. Each test leaves
 * services that work; the last one leaves the source with another secret.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupAndRestoreIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STREAM = "webhook-events";
    private static final PageBlocks PAGE = new PageBlocks("backup-and-restore.md");

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static RedisServer redis;
    /** What DATABASE_HOST names. */
    private static TcpProxy endpoint;

    private static Path secrets;
    private static Stack stack;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        redis = RedisServer.in(folder.resolve("redis")).start();
        endpoint = TcpProxy.to(postgres.host(), postgres.port());
        secrets = Files.createDirectory(folder.resolve("secrets"));
        setMasterKey("first", "0123456789abcdef0123456789abcdef");
        Database database = at(postgres.database("disable"), endpoint.port());
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.putAll(redis.environment());
        environment.put("VARIABLE_SOURCE_DIRS", secrets.toString());
        stack = Stack.on("backup-and-restore", database, environment);
        // As plain text it was stored before there was a service with the master key.
        await().atMost(PATIENCE).until(() -> count("webhook_secret WHERE ciphertext IS NOT NULL") == 1);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        endpoint.close();
        redis.close();
        postgres.close();
    }

    @Test
    @Order(1)
    void entriesThatComeBackWithAnOlderRedisTakeNoEffectAgain() throws IOException {
        awaitProcessed("first-of-all");
        stack.worker().stop();
        IntStream.range(0, 5).forEach(i -> accept("on-the-stream-" + i));
        redis.stop();
        Path copy = FolderCopy.of(folder.resolve("redis"), folder.resolve("redis-copy"));
        redis.start();
        stack.worker().start();
        await().atMost(PATIENCE).until(() -> redis.admin().xlen(STREAM) == 0);

        stack.worker().stop();
        redis.stop();
        FolderCopy.of(copy, folder.resolve("redis"));
        redis.start();
        assertThat(redis.admin().xlen(STREAM)).isEqualTo(5);
        stack.worker().start();

        await().atMost(PATIENCE).until(() -> redis.admin().xlen(STREAM) == 0);
        assertThat(count("event WHERE delivery_id LIKE 'on-the-stream-%'")).isEqualTo(5);
        assertThat(count(
                        "event_history h JOIN event e ON e.id = h.event_id WHERE e.delivery_id LIKE 'on-the-stream-%'"))
                .isEqualTo(5);
    }

    @Test
    @Order(2)
    void aRestoredDatabaseHasWhatItHadAndTakesTheRestWhenItIsSentAgain() throws IOException {
        String leaver = stack.key("acme", "leaver", Grants.USUAL);
        awaitProcessed("before");
        Path snapshot = snapshot();
        awaitProcessed("since");
        assertThat(stack.devmesh(0, "key", "revoke", "leaver", "--tenant", "acme"))
                .contains("is revoked");
        await().atMost(PATIENCE).until(() -> statusWith(leaver) == 401);
        Map<Long, String> chain = auditChain();
        // What Edge MCP counted and had not written down would be written down in the restored database.
        await().atMost(PATIENCE).until(() -> acceptedInTheLedger() == count("event"));

        stack.worker().stop();
        postgres.kill();
        accept("meanwhile"); // the door goes on
        postgres = PostgresServer.in(snapshot).start();
        assertAuditLogIsThatOfTheSnapshot(chain);
        endpoint.retarget(postgres.host(), postgres.port());
        assertThat(stack.devmesh(0, "schema")).isEqualTo("The schema is up to date.\n");
        stack.devmesh(0, "doctor");
        stack.worker().start();

        awaitStatus("meanwhile", "processed");
        assertThat(statusOf("before")).isEqualTo("processed");
        assertThat(statusOf("since")).isEmpty();
        accept("before");
        awaitProcessed("since");
        await().atMost(PATIENCE).until(() -> redis.admin().xlen(STREAM) == 0);
        assertThat(count("event WHERE delivery_id IN ('before', 'since', 'meanwhile')"))
                .isEqualTo(3);
        await().atMost(PATIENCE).until(() -> statusWith(leaver) == 200); // revoke it again
        EdgeClient worker = new EdgeClient(stack.workerPort(), "", "", "");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(worker.get("/metrics").response().body())
                                .containsPattern("(?m)^webhook_ledger_missing\\{[^}]*} 0\\.0$"));
    }

    @Test
    @Order(3)
    void sendersGetNewSecretsWhereTheMasterKeyIsLost() throws IOException, SQLException {
        stack.devmesh(0, "target", "add", "bot", "--tenant", "acme", "--url", "https://hooks.example/devmesh");
        awaitProcessed("sealed");
        stack.worker().stop();
        stack.edgeServer().stop();
        setMasterKey("second", "another-key-of-32-bytes-whatever");
        stack.edgeServer().start();
        stack.edgeServer().awaitReady(PATIENCE);
        assertThat(deliver(stack.edge(), "unreadable")).isEqualTo(503);
        assertThat(Files.readString(stack.log("edge-1"))).contains("A secret of the source acme-github is unreadable");

        stack.edgeServer().stop();
        List<String> sql = PAGE.sql("The master key is lost");
        try (Connection owner =
                        postgres.database("disable").asOwner().dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(sql.get(0));
        }
        String[] queries = sql.get(1).split(";\\s*", -1);
        String secret = text(queries[2].replaceFirst("s.name, s.provider, ", ""));
        assertThat(text(queries[3].replaceFirst("name, ", ""))).matches("whsec_[A-Za-z0-9+/]{43}=");
        stack.edgeServer().start();
        stack.worker().start();
        stack.edgeServer().awaitReady(PATIENCE);
        stack.worker().awaitReady(PATIENCE);

        EdgeClient told = new EdgeClient(stack.edge().port(), "", stack.edge().source(), secret);
        assertThat(deliver(told, "new-secret")).isEqualTo(202);
        awaitStatus("new-secret", "processed");
        assertThat(deliver(stack.edge(), "old-secret")).isEqualTo(401);
        await().atMost(PATIENCE)
                .until(() -> count("webhook_secret WHERE secret IS NULL") == 1
                        && count("forward_target WHERE secret IS NULL") == 1);
    }

    /** As a volume's snapshot is: all files at one moment, those that are open too. */
    private static Path snapshot() throws IOException {
        Path copy = folder.resolve("restored");
        postgres.pause();
        try {
            FolderCopy.of(folder.resolve("postgres"), copy);
        } finally {
            postgres.resume();
        }
        return copy;
    }

    /** Before a service has written to it. */
    private static void assertAuditLogIsThatOfTheSnapshot(Map<Long, String> chain) {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.put("DATABASE_PORT", Integer.toString(postgres.port()));
        String line = DevmeshProcess.run(0, environment, "audit", "verify", "--tenant", "acme");

        assertThat(line).matches("acme: entries 1 to \\d+ are as written, hash [0-9a-f]{64}\n");
        long last = Long.parseLong(line.replaceAll("(?s).* to (\\d+) are .*", "$1"));
        assertThat(chain).hasSizeGreaterThan((int) last);
        assertThat(line).contains(chain.get(last));
    }

    private static Map<Long, String> auditChain() {
        return jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT seq, encode(hash, 'hex') AS hash FROM audit_entry
                        WHERE tenant_id = (SELECT id FROM tenant WHERE name = 'acme')
                        """)
                .setMapKeyColumn("seq")
                .setMapValueColumn("hash")
                .collectInto(new GenericType<Map<Long, String>>() {}));
    }

    private static void setMasterKey(String id, String bytes) throws IOException {
        Files.writeString(
                secrets.resolve("SECRETS_MASTER_KEY"),
                id + ":" + Base64.getEncoder().encodeToString(bytes.getBytes(ISO_8859_1)));
    }

    private static Database at(Database database, int port) {
        return new Database(
                database.host(),
                port,
                database.name(),
                database.user(),
                database.password(),
                database.sslMode(),
                database.owner());
    }

    private static void awaitProcessed(String delivery) {
        accept(delivery);
        awaitStatus(delivery, "processed");
    }

    private static void accept(String delivery) {
        assertThat(deliver(stack.edge(), delivery)).isEqualTo(202);
    }

    private static int deliver(EdgeClient sender, String delivery) {
        return sender.deliver("issues", delivery, EdgeClient.issue(1, "opened")).status();
    }

    private static int statusWith(String key) {
        EdgeClient edge = stack.edge();
        return new EdgeClient(edge.port(), key, edge.source(), edge.secret())
                .mcp("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                .status();
    }

    private static void awaitStatus(String delivery, String status) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> statusOf(delivery).equals(status));
    }

    /** Empty where it is not stored. */
    private static String statusOf(String delivery) {
        return jdbi().withHandle(handle -> handle.createQuery("SELECT status FROM event WHERE delivery_id = :id")
                .bind("id", delivery)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private static int acceptedInTheLedger() {
        return Integer.parseInt(text("SELECT sum(events) FROM ledger WHERE kind = 'accepted'"));
    }

    private static int count(String rows) {
        return Integer.parseInt(text("SELECT count(*) FROM " + rows));
    }

    private static String text(String query) {
        return jdbi().withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    private static Jdbi jdbi() {
        return stack.jdbi();
    }
}
