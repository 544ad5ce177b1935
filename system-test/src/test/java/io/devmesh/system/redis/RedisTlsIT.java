package io.devmesh.system.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.servers.CertifiedKey;
import io.devmesh.system.servers.ClientCertificates;
import io.devmesh.system.servers.KeyKind;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisTlsIT {
    @TempDir
    private Path folder;

    private TestCertificates authority;
    private RedisServer redis;

    @BeforeEach
    void makeAuthority() {
        authority = TestCertificates.in(folder.resolve("authority"));
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void trustsTheAuthorityOfItsFile() {
        serve(authority.server("localhost", "127.0.0.1"), ClientCertificates.IGNORED);

        assertThat(ping(redis.environment())).isEqualTo("PONG");
    }

    @Test
    void refusesAnAuthorityThatNobodyNamed() {
        serve(authority.server("localhost", "127.0.0.1"), ClientCertificates.IGNORED);

        assertThatThrownBy(() -> ping(Map.of("REDIS_ADDR", redis.address(), "REDIS_TLS_ENABLED", "true")))
                .isInstanceOf(JedisConnectionException.class)
                .hasStackTraceContaining("unable to find valid certification path");
    }

    @Test
    void refusesACertificateForAnotherHost() {
        serve(authority.server("elsewhere.test"), ClientCertificates.IGNORED);

        assertThatThrownBy(() -> ping(redis.environment()))
                .isInstanceOf(JedisConnectionException.class)
                .hasStackTraceContaining("No subject alternative names");
    }

    @Test
    void looksForTheNameThatItIsTold() {
        serve(authority.server("elsewhere.test"), ClientCertificates.IGNORED);

        assertThat(ping(redis.environment(), "REDIS_TLS_SERVER_NAME", "elsewhere.test"))
                .isEqualTo("PONG");
    }

    @Test
    void refusesAnExpiredCertificate() {
        serve(authority.expiredServer("localhost", "127.0.0.1"), ClientCertificates.IGNORED);

        assertThatThrownBy(() -> ping(redis.environment()))
                .isInstanceOf(JedisConnectionException.class)
                .hasStackTraceContaining("NotAfter");
    }

    @Test
    void acceptsAnythingWhereItIsToldNotToVerify() {
        serve(authority.expiredServer("elsewhere.test"), ClientCertificates.IGNORED);

        assertThat(ping(Map.of(
                        "REDIS_ADDR", redis.address(),
                        "REDIS_TLS_ENABLED", "true",
                        "REDIS_TLS_SKIP_VERIFY", "true")))
                .isEqualTo("PONG");
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void showsItsOwnCertificate(KeyKind kind) {
        serve(authority.server("localhost", "127.0.0.1"), ClientCertificates.REQUIRED);
        CertifiedKey client = authority.client(kind);

        assertThat(ping(
                        redis.environment(),
                        "REDIS_TLS_CERT_FILE",
                        client.certificateFile().toString(),
                        "REDIS_TLS_KEY_FILE",
                        client.keyFile().toString()))
                .isEqualTo("PONG");
    }

    @Test
    void failsWithoutACertificateOfItsOwnWhereOneIsWanted() {
        serve(authority.server("localhost", "127.0.0.1"), ClientCertificates.REQUIRED);

        assertThatThrownBy(() -> ping(Map.of(
                        "REDIS_ADDR", redis.address(),
                        "REDIS_TLS_ENABLED", "true",
                        "REDIS_TLS_CA_FILE", authority.caFile().toString())))
                .isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void trustsANewAuthorityOnceItsFileHasChanged() throws IOException {
        Path file = folder.resolve("mounted-ca.pem");
        Files.copy(authority.caFile(), file);
        serve(authority.server("localhost", "127.0.0.1"), ClientCertificates.IGNORED);
        int port = redis.port();
        try (UnifiedJedis client = RedisClients.open(redis.environment(), "REDIS_TLS_CA_FILE", file.toString())) {
            assertThat(client.ping()).isEqualTo("PONG");
            redis.close();
            TestCertificates next = TestCertificates.in(folder.resolve("next"));
            redis = RedisServer.in(folder.resolve("redis-2"))
                    .port(port)
                    .tls(next, next.server("localhost", "127.0.0.1"), ClientCertificates.IGNORED)
                    .start();
            assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);

            Files.copy(next.caFile(), file, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));

            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.ping()).isEqualTo("PONG"));
        }
    }

    private void serve(CertifiedKey certificate, ClientCertificates clients) {
        redis = RedisServer.in(folder.resolve("redis"))
                .tls(authority, certificate, clients)
                .start();
    }

    private static String ping(Map<String, String> environment, String... more) {
        try (UnifiedJedis client = RedisClients.open(environment, more)) {
            return client.ping();
        }
    }
}
