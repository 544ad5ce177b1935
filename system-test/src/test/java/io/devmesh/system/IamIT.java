package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.aws.ExpectedLogin;
import io.devmesh.aws.IssuedCredentials;
import io.devmesh.aws.SigV4Verifier;
import io.devmesh.shared.iam.IamCacheUser;
import io.devmesh.shared.iam.IamDatabaseUser;
import io.devmesh.system.iam.IamPostgres;
import io.devmesh.system.iam.IamRedis;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both services with REDIS_AUTH=iam and DATABASE_AUTH=iam: no password anywhere, a new token for each connection. */
class IamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REGION = "eu-central-1";
    private static final String ROLE = "devmesh_iam";
    private static final IssuedCredentials CREDENTIALS = IssuedCredentials.temporary("POD");

    @TempDir
    private static Path folder;

    private static RedisServer redisBehind;
    private static IamRedis redis;
    private static PostgresServer postgresBehind;
    private static IamPostgres postgres;
    private static Jdbi admin;
    private static Stack stack;

    @BeforeAll
    static void start() throws IOException {
        TestCertificates authority = TestCertificates.in(folder.resolve("authority"));
        SigV4Verifier verifier = new SigV4Verifier(Clock.systemUTC(), CREDENTIALS);
        startRedis(authority, verifier);
        startPostgres(authority, verifier);

        Map<String, String> environment = new HashMap<>();
        environment.put("JVM_ARGS", "-Xmx512m");
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey());
        environment.put("AWS_SESSION_TOKEN", CREDENTIALS.sessionToken().orElseThrow());
        environment.put("REDIS_ADDR", "localhost:" + redis.port());
        environment.put("REDIS_AUTH", "iam");
        environment.put("REDIS_IAM_CACHE_NAME", "orders");
        environment.put("REDIS_USERNAME", "devmesh");
        environment.put("REDIS_TLS_ENABLED", "true");
        environment.put("REDIS_TLS_CA_FILE", authority.caFile().toString());
        environment.put("REDIS_CONNECTION_MAX_AGE", "1s");
        environment.put("DATABASE_HOST", "localhost");
        environment.put("DATABASE_PORT", Integer.toString(postgres.port()));
        environment.put("DATABASE_USER", ROLE);
        environment.put("DATABASE_PASSWORD", "");
        // One role, which owns the tables by its membership.
        environment.put("DATABASE_MIGRATION_USER", "");
        environment.put("DATABASE_MIGRATION_PASSWORD", "");
        environment.put("DATABASE_AUTH", "iam");
        environment.put("DATABASE_SSL_MODE", "verify-full");
        environment.put("DATABASE_SSL_ROOT_CERT", authority.caFile().toString());
        environment.put("DATABASE_CONNECTION_MAX_AGE", "2s");
        stack = Stack.on("iam", postgresBehind.database("prefer"), environment);
    }

    private static void startRedis(TestCertificates authority, SigV4Verifier verifier) {
        redisBehind = RedisServer.in(folder.resolve("redis"))
                .user("user default off")
                .user("user devmesh off")
                .start();
        redis = new IamRedis(
                redisBehind,
                authority.request("iam-redis").hosts("localhost").issue(),
                "devmesh",
                verifier,
                ExpectedLogin.of(new IamCacheUser("orders", "devmesh", REGION, false)));
    }

    /** The real server believes what the one before it says of that role. */
    private static void startPostgres(TestCertificates authority, SigV4Verifier verifier) throws IOException {
        Path rules = Files.writeString(folder.resolve("pg_hba.conf"), """
                host all %s 127.0.0.1/32 trust
                host all all 127.0.0.1/32 scram-sha-256
                """.formatted(ROLE));
        rules.toFile().setReadable(true, false);
        postgresBehind = PostgresServer.in(folder.resolve("postgres"))
                .setting("hba_file", rules.toString())
                .start();
        admin = Jdbi.create(postgresBehind.admin().dataSource());
        admin.useHandle(handle -> handle.execute("CREATE ROLE " + ROLE + " LOGIN IN ROLE devmesh"));
        postgres = new IamPostgres(
                new InetSocketAddress(postgresBehind.host(), postgresBehind.port()),
                authority.request("iam-postgres").hosts("localhost").issue(),
                verifier,
                port -> ExpectedLogin.of(new IamDatabaseUser("localhost", port, ROLE, REGION)));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        redis.close();
        postgres.close();
        redisBehind.close();
        postgresBehind.close();
    }

    @Test
    void servesWithTokensAlone() {
        deliver("iam");

        awaitStored("iam");
        assertThat(redis.tokens()).isPositive();
        assertThat(postgres.tokens()).isPositive();
        assertThat(redis.refusals()).isEmpty();
        assertThat(postgres.refusals()).isEmpty();
    }

    @Test
    void outlivesTheCutOfOldConnectionsByItsOwnNewOnes() {
        redis.cutAfter(Duration.ofSeconds(4));
        int before = redis.tokens();

        // Each delivery must be answered although connections are cut all the time.
        await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).until(() -> {
            deliver("cut-" + System.nanoTime());
            return redis.tokens() > before + 8;
        });
        assertThat(redis.refusals()).isEmpty();
    }

    @Test
    void logsNoToken() throws IOException {
        deliver("log");
        awaitStored("log");

        for (String service : new String[] {"edge-1", "worker-1"}) {
            assertThat(Files.readString(stack.log(service)))
                    .doesNotContain("X-Amz-Signature", CREDENTIALS.secretAccessKey());
        }
    }

    private static void deliver(String delivery) {
        assertThat(stack.edge()
                        .deliver("issues", delivery, EdgeClient.issue(1, "opened"))
                        .status())
                .isEqualTo(202);
    }

    private static void awaitStored(String delivery) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf(delivery)).isEqualTo("processed"));
    }

    private static String statusOf(String delivery) {
        return admin.withHandle(handle -> handle.createQuery("SELECT status FROM devmesh.event WHERE delivery_id = :id")
                .bind("id", delivery)
                .mapTo(String.class)
                .findOne()
                .orElse("absent"));
    }
}
