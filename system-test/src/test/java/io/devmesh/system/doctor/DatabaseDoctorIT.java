package io.devmesh.system.doctor;

import static io.devmesh.system.doctor.Examination.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.local.FreePort;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.doctor.Code;
import io.devmesh.shared.doctor.DatabaseDoctor;
import io.devmesh.shared.doctor.Finding;
import io.devmesh.shared.doctor.Report;
import io.devmesh.shared.doctor.Severity;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TestCertificates;
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
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseDoctorIT {
    @TempDir
    private static Path folder;

    private static PostgresServer plain;
    private static PostgresServer onlyTls;

    @BeforeAll
    static void start() {
        plain = PostgresServer.in(folder.resolve("plain")).start();
        onlyTls = PostgresServer.in(folder.resolve("tls"))
                .tls(TestCertificates.in(folder.resolve("authority")), otherHost())
                .onlyTls()
                .start();
        new SchemaMigration(
                        plain.database("disable").asOwner().dataSource(),
                        plain.database("disable").user())
                .migrate();
    }

    private static io.devmesh.system.servers.CertifiedKey otherHost() {
        return TestCertificates.in(folder.resolve("authority")).server("postgres.example");
    }

    @AfterAll
    static void stop() {
        plain.close();
        onlyTls.close();
    }

    @Test
    void findsNothingWrongWithAServerAsItShouldBe() {
        Report report = examine(plain.environment("prefer"));

        assertThat(report.exitCode()).as(report.text()).isZero();
        assertThat(report.findings())
                .extracting(Finding::code)
                .contains(
                        Code.DATABASE__CONNECTED,
                        Code.DATABASE__VERSION,
                        Code.DATABASE__TLS__UNUSED,
                        Code.DATABASE__SCHEMA,
                        Code.DATABASE__PERMISSION__GRANTED,
                        Code.DATABASE__LATENCY);
    }

    @Test
    void saysThatNothingListens() {
        finds(
                with(plain, "prefer", "DATABASE_PORT", Integer.toString(FreePort.find())),
                Code.DATABASE__CONNECT__REFUSED,
                "DATABASE_PORT");
    }

    @Test
    void saysThatTheHostIsUnknown() {
        finds(
                with(plain, "prefer", "DATABASE_HOST", "no-such-host.invalid"),
                Code.DATABASE__HOST__UNKNOWN,
                "DATABASE_HOST");
    }

    @Test
    void saysThatSomethingElseListens() {
        try (RedisServer redis = RedisServer.in(folder.resolve("redis")).start()) {
            finds(
                    with(plain, "prefer", "DATABASE_PORT", Integer.toString(redis.port())),
                    Code.DATABASE__NOT_POSTGRESQL,
                    "DATABASE_PORT");
        }
    }

    @Test
    void saysThatNothingAnswers() {
        try (FullListener full = FullListener.open()) {
            finds(
                    with(plain, "prefer", "DATABASE_PORT", full.address().split(":", -1)[1]),
                    Code.DATABASE__CONNECT__TIMEOUT,
                    "security group");
        }
    }

    @Test
    void saysThatThePasswordIsWrong() {
        finds(
                with(plain, "prefer", "DATABASE_PASSWORD", SECRET),
                Code.DATABASE__AUTH__WRONG_PASSWORD,
                "set DATABASE_PASSWORD");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        finds(with(plain, "prefer", "DATABASE_NAME", "nowhere"), Code.DATABASE__UNKNOWN, "set DATABASE_NAME");
    }

    @Test
    void saysThatTheServerHasNoTls() {
        finds(plain.environment("require"), Code.DATABASE__TLS__NOT_OFFERED, "DATABASE_SSL_MODE");
    }

    @Test
    void saysThatTheServerWantsTls() {
        finds(onlyTls.environment("disable"), Code.DATABASE__AUTH__NOT_ALLOWED, "DATABASE_SSL_MODE=require");
    }

    @Test
    void saysThatTheCertificateIsForAnotherHost() {
        finds(onlyTls.environment("verify-full"), Code.DATABASE__TLS__WRONG_HOST, "set DATABASE_HOST");
    }

    @Test
    void saysThatTheCaIsNotTrusted() {
        Map<String, String> environment = new HashMap<>(onlyTls.environment("verify-ca"));
        environment.put(
                "DATABASE_SSL_ROOT_CERT",
                TestCertificates.in(folder.resolve("other")).caFile().toString());

        finds(environment, Code.DATABASE__TLS__UNTRUSTED_CA, "DATABASE_SSL_ROOT_CERT");
    }

    @Test
    void warnsThatTheTablesAreNotMade() {
        Report report = examine(onlyTls.environment("require"));

        Finding finding =
                report.find(Code.DATABASE__SCHEMA__MISSING).orElseThrow(() -> new AssertionError(report.text()));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(report.find(Code.DATABASE__TLS__USED)).isPresent();
    }

    @Test
    void saysWhichPermissionIsMissing() {
        Jdbi.create(plain.admin().dataSource())
                .useHandle(handle -> handle.execute("CREATE ROLE guest LOGIN PASSWORD '" + SECRET + "'"));
        Map<String, String> environment = new HashMap<>(plain.environment("prefer"));
        environment.put("DATABASE_USER", "guest");
        environment.put("DATABASE_PASSWORD", SECRET);

        finds(environment, Code.DATABASE__PERMISSION__MISSING, "DATABASE_USER");
    }

    private static Map<String, String> with(PostgresServer server, String sslMode, String name, String value) {
        Map<String, String> environment = new HashMap<>(server.environment(sslMode));
        environment.put(name, value);
        return environment;
    }

    private static void finds(Map<String, String> environment, Code code, String change) {
        Report report = examine(environment);
        assertThat(report.findings().stream().filter(Finding::isError))
                .as(report.text())
                .extracting(Finding::code)
                .containsExactly(code);
        assertThat(report.firstError().orElseThrow().change()).contains(change);
    }

    private static Report examine(Map<String, String> environment) {
        DatabaseConfig config = DatabaseConfig.from(Settings.of(environment));
        Database database = new Database(
                config.host(),
                config.port(),
                config.name(),
                config.user(),
                environment.get("DATABASE_PASSWORD"),
                config.ssl().mode().toString());
        PGSimpleDataSource source = database.dataSource();
        config.ssl().rootCertificate().ifPresent(file -> source.setSslRootCert(file.toString()));
        Report report =
                new Report(new DatabaseDoctor(config, source, Duration.ofSeconds(1), Clock.systemUTC()).examine());
        assertThat(report.text() + report.json()).doesNotContain(SECRET, environment.get("DATABASE_PASSWORD"));
        return report;
    }
}
