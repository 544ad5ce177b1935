package io.devmesh.system.doctor;

import static io.devmesh.system.doctor.Examination.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.devmesh.local.FreePort;
import io.devmesh.shared.doctor.Code;
import io.devmesh.shared.doctor.Finding;
import io.devmesh.shared.doctor.ServiceNeeds;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.system.servers.CertifiedKey;
import io.devmesh.system.servers.ClientCertificates;
import io.devmesh.system.servers.KeyKind;
import io.devmesh.system.servers.RedisProgram;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.RedisServerBuilder;
import io.devmesh.system.servers.TcpProxy;
import io.devmesh.system.servers.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.params.XAddParams;

/** One server, in plain text or TLS, with or without users. */
class RedisDoctorIT {
    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private TestCertificates authority;

    @BeforeEach
    void makeAuthority() {
        authority = TestCertificates.in(folder.resolve("authority"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : started) {
            one.close();
        }
    }

    static List<RedisProgram> programs() {
        return RedisProgram.available();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsNothingWrongWithAServerAsItShouldBe(RedisProgram program) {
        RedisServer redis = start(server().program(program).password(SECRET).tls(authority));

        Examination.ofQueue(redis.environment()).findsAllWell();
    }

    // The four problems of the deployment guide

    @Test
    void saysThatTheAddressIsNotSetInThisPod() {
        assumeThat(Examination.ofQueue(Map.of("REDIS_ADDR", "localhost:6379"))
                        .report()
                        .find(Code.REDIS__CONNECT__REFUSED))
                .as("nothing listens on localhost:6379")
                .isPresent();

        Examination visit = Examination.ofQueue(Map.of());

        assertThat(visit.report().find(Code.REDIS__CONNECT__REFUSED).map(Finding::summary))
                .contains("REDIS_ADDR is not set in this pod, so Redis is looked for at localhost:6379, where nothing"
                        + " listens: set REDIS_ADDR to the Redis endpoint's host:port in every service");
    }

    @Test
    void saysThatTheCaIsNotTrusted() {
        RedisServer redis = start(server().tls(authority));

        examine(redis, Map.of("REDIS_TLS_ENABLED", "true"))
                .finds(Code.REDIS__TLS__UNTRUSTED_CA, "which the JDK's trust store does not hold", "REDIS_TLS_CA_FILE");
    }

    @Test
    void saysThatThePasswordIsMissing() {
        RedisServer redis = start(server().password(SECRET));

        examine(redis, Map.of())
                .finds(Code.REDIS__AUTH__PASSWORD_NEEDED, "REDIS_PASSWORD is not set", "REDIS_PASSWORD");
    }

    @Test
    void saysThatNothingAnswers() {
        // A listener whose queue is full drops packets, as a security group does.
        try (FullListener full = FullListener.open()) {
            Examination.ofQueue(Map.of("REDIS_ADDR", full.address(), "REDIS_CONNECT_TIMEOUT", "300ms"))
                    .finds(Code.REDIS__CONNECT__TIMEOUT, "something drops the packets", "security group");
        }
    }

    // Addresses

    @Test
    void saysThatTheHostIsUnknown() {
        Examination.ofQueue(Map.of("REDIS_ADDR", "no-such-host.invalid:6379"))
                .finds(Code.REDIS__HOST__UNKNOWN, "no-such-host.invalid", "set REDIS_ADDR");
    }

    @Test
    void saysThatNothingListens() {
        Examination.ofQueue(Map.of("REDIS_ADDR", "127.0.0.2:" + FreePort.find()))
                .finds(Code.REDIS__CONNECT__REFUSED, "this pod itself, where nothing listens", "set REDIS_ADDR");
    }

    @Test
    void saysThatTheServerTakesConnectionsButDoesNotAnswer() {
        RedisServer redis = start(server());
        TcpProxy proxy = TcpProxy.to(redis.host(), redis.port());
        started.push(proxy);
        proxy.blackhole();

        Examination.ofQueue(Map.of("REDIS_ADDR", proxy.address(), "REDIS_SOCKET_TIMEOUT", "300ms"))
                .finds(Code.REDIS__SILENT, "hangs", "REDIS_SOCKET_TIMEOUT");
    }

    @Test
    void namesTheQueuesOwnVariables() {
        RedisServer redis = start(server().password(SECRET));

        Examination.ofQueue(Map.of(
                        "REDIS_ADDR",
                        "elsewhere:6379",
                        "REDIS_QUEUE_ADDR",
                        redis.address(),
                        "REDIS_QUEUE_PASSWORD",
                        "x"))
                .finds(
                        Code.REDIS__AUTH__WRONG_PASSWORD_OR_USER_MISSING,
                        "The password in REDIS_QUEUE_PASSWORD",
                        "REDIS_QUEUE_PASSWORD");
    }

    // TLS

    @ParameterizedTest
    @MethodSource("programs")
    void saysThatTheServerSpeaksTls(RedisProgram program) {
        RedisServer redis = start(server().program(program).tls(authority));

        examine(redis, Map.of())
                .finds(
                        Code.REDIS__TLS__SERVER_WANTS_TLS,
                        "REDIS_TLS_ENABLED is false but the server speaks TLS: set REDIS_TLS_ENABLED=true",
                        "REDIS_TLS_ENABLED");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void saysThatTheServerSpeaksPlainText(RedisProgram program) {
        RedisServer redis = start(server().program(program));

        examine(redis, Map.of("REDIS_TLS_ENABLED", "true"))
                .finds(
                        Code.REDIS__TLS__SERVER_HAS_NONE,
                        "REDIS_TLS_ENABLED is true but the server speaks plain text",
                        "REDIS_TLS_ENABLED=false");
    }

    @Test
    void saysForWhichHostsTheCertificateIs() {
        RedisServer redis =
                start(server().tls(authority, authority.server("redis.example"), ClientCertificates.IGNORED));

        Examination.ofQueue(redis.environment())
                .finds(Code.REDIS__TLS__WRONG_HOST, "is for redis.example, not for 127.0.0.1", "REDIS_TLS_SERVER_NAME");
    }

    @Test
    void saysThatTheCertificateExpired() {
        CertifiedKey expired = authority.expiredServer("localhost", "127.0.0.1");
        RedisServer redis = start(server().tls(authority, expired, ClientCertificates.IGNORED));

        Examination.ofQueue(redis.environment())
                .finds(
                        Code.REDIS__TLS__EXPIRED,
                        "expired on " + expired.certificate().getNotAfter().toInstant(),
                        "renew");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void saysThatAClientCertificateIsWanted(RedisProgram program) {
        RedisServer redis = start(
                server().program(program).tls(authority, authority.server("127.0.0.1"), ClientCertificates.REQUIRED));
        Map<String, String> without = new HashMap<>(redis.environment());
        without.keySet().removeAll(List.of("REDIS_TLS_CERT_FILE", "REDIS_TLS_KEY_FILE"));

        Examination.ofQueue(without)
                .finds(Code.REDIS__TLS__CLIENT_CERTIFICATE_WANTED, "mutual TLS", "REDIS_TLS_CERT_FILE");
        Examination.ofQueue(redis.environment()).findsAllWell();
    }

    @Test
    void saysThatTheClientCertificateIsOfAnotherAuthority() {
        RedisServer redis = start(server().tls(authority, authority.server("127.0.0.1"), ClientCertificates.REQUIRED));
        CertifiedKey foreign = TestCertificates.in(folder.resolve("other")).client(KeyKind.EC_P256);

        examine(
                        redis,
                        Map.of(
                                "REDIS_TLS_ENABLED", "true",
                                "REDIS_TLS_CA_FILE", authority.caFile().toString(),
                                "REDIS_TLS_CERT_FILE", foreign.certificateFile().toString(),
                                "REDIS_TLS_KEY_FILE", foreign.keyFile().toString()))
                .finds(Code.REDIS__TLS__CLIENT_CERTIFICATE_REJECTED, "REDIS_TLS_CERT_FILE", "REDIS_TLS_KEY_FILE");
    }

    @Test
    void warnsOfTlsThatVerifiesNothing() {
        RedisServer redis = start(server().tls(authority));

        examine(redis, Map.of("REDIS_TLS_ENABLED", "true", "REDIS_TLS_SKIP_VERIFY", "true"))
                .warnsOf(Code.REDIS__TLS__VERIFICATION_SKIPPED, "Whoever is in the way", "REDIS_TLS_SKIP_VERIFY=false");
    }

    // Who may do what

    @Test
    void saysThatThePasswordOfAUserIsWrong() {
        RedisServer redis = start(server().user("user default off").user("user joe on >right ~* &* +@all"));

        examine(redis, Map.of("REDIS_USERNAME", "joe", "REDIS_PASSWORD", SECRET))
                .finds(Code.REDIS__AUTH__WRONG_PASSWORD, "no user joe with the password", "REDIS_PASSWORD");
    }

    @Test
    void saysThatAUserMayBeMissing() {
        RedisServer redis = start(server().user("user default off").user("user joe on >" + SECRET + " ~* &* +@all"));

        examine(redis, Map.of("REDIS_PASSWORD", SECRET))
                .finds(
                        Code.REDIS__AUTH__WRONG_PASSWORD_OR_USER_MISSING,
                        "REDIS_USERNAME is not set",
                        "set REDIS_USERNAME");
    }

    @Test
    void saysThatTheServerHasNoPassword() {
        RedisServer redis = start(server());

        examine(redis, Map.of("REDIS_PASSWORD", SECRET))
                .finds(Code.REDIS__AUTH__PASSWORD_NOT_WANTED, "has no password", "unset REDIS_PASSWORD");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void namesEachCommandThatTheUserMayNotUse(RedisProgram program) {
        RedisServer redis = start(server().program(program)
                .user("user joe on >" + SECRET + " ~webhook-events ~{mcp* +@all -xdel -xack -acl"));

        examine(redis, Map.of("REDIS_USERNAME", "joe", "REDIS_PASSWORD", SECRET))
                .finds(Code.REDIS__PERMISSION__MISSING, "may not use xack, xdel (NOPERM)", "+xack");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void asksByDryRunWhereTheServerHasIt(RedisProgram program) {
        RedisServer redis = start(server().program(program).user("user joe on >" + SECRET + " ~other-key +@all"));

        examine(redis, Map.of("REDIS_USERNAME", "joe", "REDIS_PASSWORD", SECRET))
                .finds(Code.REDIS__PERMISSION__MISSING, "may not use xadd", "~webhook-events");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void isContentWithTheRuleThatItGives(RedisProgram program) {
        for (ServiceNeeds needs : ServiceNeeds.values()) {
            for (RedisUse use : RedisUse.values()) {
                RedisServer redis = start(server().program(program)
                        .user("user default off")
                        .user("user joe on >" + SECRET + " " + Rules.of(needs, use)));
                Examination visit = Examination.of(
                        use,
                        needs,
                        Map.of("REDIS_ADDR", redis.address(), "REDIS_USERNAME", "joe", "REDIS_PASSWORD", SECRET));

                assertThat(visit.report().exitCode()).as(visit.report().text()).isZero();
            }
        }
    }

    @Test
    void leavesNothingBehindWhenItTriesCommands() {
        RedisServer redis = start(server().user("user joe on >" + SECRET + " ~* &* +@all -acl"));
        redis.admin().xadd("webhook-events", Map.of("a", "b"), XAddParams.xAddParams());
        redis.admin().xgroupCreate("webhook-events", "webhook-processors", null, false);

        examine(redis, Map.of("REDIS_USERNAME", "joe", "REDIS_PASSWORD", SECRET))
                .findsAllWell();

        assertThat(redis.admin().keys("*")).containsExactly("webhook-events");
        assertThat(redis.admin().xlen("webhook-events")).isEqualTo(1);
        assertThat(redis.admin().xinfoGroups("webhook-events").getFirst().getConsumers())
                .isZero();
    }

    // What it is for

    @Test
    void warnsWhereTheQueueEvicts() {
        RedisServer redis = start(server().line("maxmemory-policy allkeys-lru"));

        examine(redis, Map.of())
                .warnsOf(Code.REDIS__EVICTION__QUEUE_EVICTS, "evicts the stream", "set maxmemory-policy noeviction");
    }

    @Test
    void warnsWhereTheCacheDoesNotEvict() {
        RedisServer redis = start(server());

        Examination.of(
                        RedisUse.CACHE,
                        ServiceNeeds.EDGE_MCP,
                        Map.of("REDIS_ADDR", redis.address(), "REDIS_QUEUE_ADDR", "elsewhere:6379"))
                .warnsOf(Code.REDIS__EVICTION__CACHE_KEEPS, "can't take anything new", "allkeys-lru");
    }

    @Test
    void saysThatTheDatabaseNumberIsTooHigh() {
        RedisServer redis = start(server());

        Examination.of(
                        RedisUse.CACHE,
                        ServiceNeeds.EDGE_MCP,
                        Map.of("REDIS_ADDR", redis.address(), "EDGE_MCP_REDIS_DB", "99"))
                .finds(Code.REDIS__DATABASE__OUT_OF_RANGE, "has fewer databases", "EDGE_MCP_REDIS_DB");
    }

    @Test
    void takesNoLongerThanItsTimeOuts() {
        try (FullListener full = FullListener.open()) {
            long start = System.nanoTime();
            Examination.ofQueue(Map.of("REDIS_ADDR", full.address(), "REDIS_CONNECT_TIMEOUT", "300ms"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private Examination examine(RedisServer redis, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("REDIS_ADDR", redis.address());
        return Examination.ofQueue(all);
    }

    private RedisServerBuilder server() {
        return RedisServer.in(folder.resolve("redis-" + started.size()));
    }

    private RedisServer start(RedisServerBuilder builder) {
        RedisServer redis = builder.start();
        started.push(redis);
        return redis;
    }
}
