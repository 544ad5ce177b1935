package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.FreePort;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisServerIT {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int SHORT_TIMEOUT_MILLIS = 300;

    @TempDir
    private Path folder;

    private final Deque<RedisServer> started = new ArrayDeque<>();
    private TestCertificates certificates;

    @BeforeEach
    void makeAuthority() {
        certificates = TestCertificates.in(folder.resolve("tls"));
    }

    @AfterEach
    void close() {
        started.forEach(RedisServer::close);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void keepsItsAddressAndDataOverAKill(RedisProgram program) {
        RedisServer redis = start(in("redis").program(program));
        redis.admin().set("key", "value");

        redis.kill();
        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(() -> ping(redis)).isInstanceOf(JedisConnectionException.class);
        redis.start();

        assertThat(redis.admin().get("key")).isEqualTo("value");
        assertThat(ping(redis)).isEqualTo("PONG");
    }

    @Test
    void wantsItsPassword() {
        RedisServer redis = start(in("redis").password("old secret"));

        assertThatThrownBy(() -> ping(redis)).hasMessageStartingWith("NOAUTH");
        try (Jedis client = client(redis, DefaultJedisClientConfig.builder().password("old secret"))) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
        assertThat(redis.environment()).containsEntry("REDIS_PASSWORD", "old secret");
    }

    @Test
    void letsUsersDoWhatTheirLineSays() {
        RedisServer redis = start(in("redis").user("user default off").user("user edge on >pw ~edge:* +@read +ping"));

        assertThatThrownBy(() -> ping(redis)).hasMessageStartingWith("NOAUTH");
        try (Jedis client =
                client(redis, DefaultJedisClientConfig.builder().user("edge").password("pw"))) {
            assertThat(client.get("edge:1")).isNull();
            assertThatThrownBy(() -> client.set("edge:1", "x"))
                    .isInstanceOf(JedisAccessControlException.class)
                    .hasMessageStartingWith("NOPERM");
        }
        assertThat(redis.admin().set("edge:1", "x")).isEqualTo("OK");
    }

    @Test
    void serversOnDifferentAddressesShareAPort() {
        int port = FreePort.find();
        RedisServer first = start(in("first").host("127.0.0.2").port(port));
        RedisServer second = start(in("second").host("127.0.0.3").port(port));
        first.admin().set("who", "first");
        second.admin().set("who", "second");

        try (Jedis client = new Jedis("127.0.0.2", port)) {
            assertThat(client.get("who")).isEqualTo("first");
        }
        assertThat(second.address()).isEqualTo("127.0.0.3:" + port);
    }

    @Test
    void answersNothingWhilePaused() {
        RedisServer redis = start(in("redis"));

        redis.pause();
        assertThatThrownBy(() -> new Jedis(redis.host(), redis.port(), SHORT_TIMEOUT_MILLIS))
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("Read timed out");
        redis.resume();

        assertThat(ping(redis)).isEqualTo("PONG");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theAuthorityIsEnoughForTls(RedisProgram program) {
        RedisServer redis = start(in("redis").program(program).tls(certificates));

        assertThat(ping(redis, certificates.jedis())).isEqualTo("PONG");
        assertThatThrownBy(() -> ping(redis, trustInAnotherAuthority()))
                .hasRootCauseMessage("unable to find valid certification path to requested target");
        assertThatThrownBy(() -> ping(redis)).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        RedisServer redis =
                start(in("redis").tls(certificates, certificates.server("elsewhere.test"), ClientCertificates.IGNORED));

        assertThatThrownBy(() -> ping(redis, certificates.jedis()))
                .hasCauseInstanceOf(SSLHandshakeException.class)
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        RedisServer redis = start(
                in("redis").tls(certificates, certificates.expiredServer("127.0.0.1"), ClientCertificates.IGNORED));

        assertThatThrownBy(() -> ping(redis, certificates.jedis()))
                .hasCauseInstanceOf(SSLHandshakeException.class)
                .hasStackTraceContaining("NotAfter");
    }

    @ParameterizedTest
    @EnumSource
    void aClientCertificateMayBeRequired(KeyKind kind) {
        RedisServer redis =
                start(in("redis").tls(certificates, certificates.server("127.0.0.1"), ClientCertificates.REQUIRED));

        assertThat(ping(redis, certificates.jedis(certificates.client(kind)))).isEqualTo("PONG");
        assertThatThrownBy(() -> ping(redis, certificates.jedis())).isInstanceOf(JedisConnectionException.class);
        assertThat(redis.environment()).containsKeys("REDIS_TLS_CA_FILE", "REDIS_TLS_CERT_FILE", "REDIS_TLS_KEY_FILE");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void replicatesOverTlsWithPasswords(RedisProgram program) {
        RedisServer primary =
                start(in("primary").program(program).tls(certificates).password("pw"));
        primary.admin().set("key", "value");

        RedisServer replica = start(
                in("replica").program(program).tls(certificates).password("pw").replicaOf(primary));
        replica.awaitReplication();

        assertThat(replica.admin().get("key")).isEqualTo("value");
        assertThatThrownBy(() -> replica.admin().set("key", "other"))
                .isInstanceOf(JedisDataException.class)
                .hasMessageStartingWith("READONLY");
    }

    private static List<RedisProgram> programs() {
        return RedisProgram.available();
    }

    private RedisServerBuilder in(String name) {
        return RedisServer.in(folder.resolve(name));
    }

    private RedisServer start(RedisServerBuilder builder) {
        RedisServer server = builder.build();
        started.push(server);
        server.start();
        return server;
    }

    private static String ping(RedisServer redis) {
        try (Jedis client = client(redis, DefaultJedisClientConfig.builder())) {
            return client.ping();
        }
    }

    private static String ping(RedisServer redis, SslOptions tls) {
        try (Jedis client = client(redis, DefaultJedisClientConfig.builder().sslOptions(tls))) {
            return client.ping();
        }
    }

    private static Jedis client(RedisServer redis, DefaultJedisClientConfig.Builder config) {
        return new Jedis(
                redis.host(),
                redis.port(),
                config.resp2().timeoutMillis(TIMEOUT_MILLIS).build());
    }

    private SslOptions trustInAnotherAuthority() {
        return TestCertificates.in(folder.resolve("other")).jedis();
    }
}
