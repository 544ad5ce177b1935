package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.Database;
import io.devmesh.system.docs.PageBlocks;
import io.devmesh.system.servers.InstalledPostgres;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/operations/backup-and-restore.md with {@code pg_dump} and {@code pg_restore}, on the PostgreSQL that is installed. */
@NeedsProgram("initdb")
class DumpAndRestoreIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OWNER = "devmesh_owner";

    /** In its row of {@code COPY}; the name alone can be a part of the random key that a dump begins with. */
    private static final String NAME_OF_TENANT = "\tacme\t";

    @TempDir
    private static Path folder;

    private static InstalledPostgres postgres;
    private static RedisServer redis;
    /** What DATABASE_HOST names. */
    private static TcpProxy endpoint;

    private static Stack stack;

    @BeforeAll
    static void start() {
        postgres = InstalledPostgres.start(folder.resolve("postgres"));
        postgres.makeRolesAndDatabase();
        redis = RedisServer.in(folder.resolve("redis")).start();
        endpoint = TcpProxy.to("127.0.0.1", postgres.port());
        Database direct = postgres.database();
        Database database = new Database(
                endpoint.host(),
                endpoint.port(),
                direct.name(),
                direct.user(),
                direct.password(),
                direct.sslMode(),
                direct.owner());
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.putAll(redis.environment());
        environment.put(
                "SECRETS_MASTER_KEY",
                Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(ISO_8859_1)));
        stack = Stack.on("dump-and-restore", database, environment);
        awaitProcessed("before");
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
    void aDumpByTheOwnerIsRefusedWhereNoTenantIsNamed() {
        assertThat(postgres.run(OWNER, Map.of(), List.of("pg_dump", "--schema=devmesh", "devmesh")))
                .startsWith("1\n")
                .contains("query would be affected by row-level security policy");
    }

    @Test
    void aDumpWithRowSecurityAloneHoldsNobodysRows() {
        assertThat(postgres.run(
                        OWNER,
                        Map.of(),
                        List.of("pg_dump", "--enable-row-security", "--schema=devmesh", "--data-only", "devmesh")))
                .startsWith("0\n")
                .contains("COPY devmesh.tenant ")
                .doesNotContain(NAME_OF_TENANT);
    }

    @Test
    void aSuperusersDumpNeedsNoTenant() {
        assertThat(postgres.run(
                        "postgres",
                        Map.of(),
                        List.of("pg_dump", "--schema=devmesh", "--data-only", "--table=devmesh.tenant", "devmesh")))
                .startsWith("0\n")
                .contains(NAME_OF_TENANT);
    }

    @Test
    void servicesGoOnWithADumpInAnEmptyServer() throws IOException {
        Path dump = folder.resolve("devmesh.dump");
        assertThat(asOnThePage(
                        postgres, "Back up PostgreSQL", "PGOPTIONS=\"-c devmesh.tenant=*\" pg_dump ", OWNER, dump))
                .isEqualTo("0\n");
        awaitProcessed("since");
        stack.worker().stop();

        try (InstalledPostgres restored = InstalledPostgres.start(folder.resolve("restored"))) {
            restored.makeRolesAndDatabase();
            assertThat(asOnThePage(restored, "Restore PostgreSQL", "pg_restore ", "postgres", dump))
                    .isEqualTo("0\n");
            endpoint.retarget("127.0.0.1", restored.port());
            endpoint.cut();

            assertThat(stack.devmesh(0, "schema")).isEqualTo("The schema is up to date.\n");
            assertThat(stack.devmesh(0, "doctor")).contains("the schema is up to date");
            assertThat(stack.devmesh(0, "audit", "verify")).contains("acme: entries 1 to ", " are as written");
            stack.edgeServer().stop();
            stack.edgeServer().start();
            stack.edgeServer().awaitReady(PATIENCE);
            stack.worker().start();
            assertThat(statusOf("since")).isEmpty();
            deliver("before");
            awaitProcessed("since");
            await().atMost(PATIENCE).until(() -> redis.admin().xlen("webhook-events") == 0);
            assertThat(count("event")).isEqualTo(2);
            assertThat(stack.edge().structured("event_list", "{}").path("events"))
                    .hasSize(2);
            endpoint.retarget("127.0.0.1", postgres.port());
            endpoint.cut();
        }
    }

    /** The page's command that begins so, as it is but for where the server is and where the dump is. */
    private static String asOnThePage(InstalledPostgres server, String heading, String begin, String user, Path dump)
            throws IOException {
        String command = new PageBlocks("backup-and-restore.md")
                .commands(heading).stream()
                        .filter(line -> line.startsWith(begin))
                        .findFirst()
                        .orElseThrow()
                        .replace("devmesh.dump", dump.toString())
                        .replace("--host=\"$DATABASE_HOST\" --username=devmesh_owner ", "");
        Map<String, String> options = Map.of();
        if (command.startsWith("PGOPTIONS=\"")) {
            options = Map.of("PGOPTIONS", command.replaceFirst("PGOPTIONS=\"([^\"]*)\".*", "$1"));
            command = command.replaceFirst("PGOPTIONS=\"[^\"]*\" ", "");
        }
        return server.run(user, options, Arrays.asList(command.split(" ")));
    }

    private static void awaitProcessed(String delivery) {
        deliver(delivery);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> statusOf(delivery).equals("processed"));
    }

    private static void deliver(String delivery) {
        assertThat(stack.edge()
                        .deliver("issues", delivery, EdgeClient.issue(1, "opened"))
                        .status())
                .isEqualTo(202);
    }

    /** Empty where it is not stored. */
    private static String statusOf(String delivery) {
        return jdbi().withHandle(handle -> handle.createQuery("SELECT status FROM event WHERE delivery_id = :id")
                .bind("id", delivery)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private static int count(String rows) {
        return jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + rows)
                .mapTo(Integer.class)
                .one());
    }

    private static Jdbi jdbi() {
        return stack.jdbi();
    }
}
