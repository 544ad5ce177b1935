package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.Database;
import io.devmesh.local.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresServerIT {
    private static final String PROTOCOL = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    /** What a client of the wire protocol sends first: its length, and the number that stands for TLS. */
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 0x04, (byte) 0xD2, 0x16, 0x2F};

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        certificates = TestCertificates.in(folder.resolve("tls"));
        postgres = PostgresServer.in(folder.resolve("postgres"))
                .tls(certificates)
                .onlyTls()
                .minimumTls("TLSv1.3")
                .start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void theAuthorityIsEnoughForVerifyFull() throws SQLException {
        assertThat(query(trusting(postgres.caFile().orElseThrow()), PROTOCOL)).isEqualTo("TLSv1.3");
    }

    @Test
    void anOlderTlsThanTheMinimumIsRefused() throws IOException {
        try (Socket plain = new Socket(postgres.host(), postgres.port())) {
            plain.getOutputStream().write(SSL_REQUEST);
            assertThat(plain.getInputStream().read()).isEqualTo('S');
            try (SSLSocket tls = (SSLSocket)
                    certificates.trust().getSocketFactory().createSocket(plain, "localhost", postgres.port(), true)) {
                tls.setEnabledProtocols(new String[] {"TLSv1.2"});

                assertThatThrownBy(tls::startHandshake)
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("protocol_version");
            }
        }
    }

    @Test
    void anotherAuthorityIsRefused() {
        Path other = TestCertificates.in(folder.resolve("other")).caFile();

        assertThatThrownBy(() -> query(trusting(other), PROTOCOL))
                .isInstanceOf(SQLException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void anAddressThatTheCertificateDoesNotNameIsRefused() {
        try (TcpProxy elsewhere = TcpProxy.listening("127.0.0.2", FreePort.find(), postgres.host(), postgres.port())) {
            PGSimpleDataSource source = trusting(postgres.caFile().orElseThrow());
            source.setServerNames(new String[] {elsewhere.host()});
            source.setPortNumbers(new int[] {elsewhere.port()});

            assertThatThrownBy(() -> query(source, PROTOCOL))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("127.0.0.2");
        }
    }

    @Test
    void plainTextIsRefused() {
        assertThatThrownBy(() -> query(postgres.database("disable").dataSource(), PROTOCOL))
                .hasMessageContaining("no encryption");
    }

    @Test
    void theAdminIsSuperuser() throws SQLException {
        assertThat(query(admin(), "SHOW is_superuser")).isEqualTo("on");
    }

    @Test
    void answersNothingWhilePaused() throws SQLException {
        PGSimpleDataSource source = postgres.database("require").dataSource();
        source.setSocketTimeout(1);

        postgres.pause();
        assertThatThrownBy(() -> query(source, PROTOCOL)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        postgres.resume();

        assertThat(query(source, PROTOCOL)).isEqualTo("TLSv1.3");
    }

    @Test
    void theVariablesNameTheAuthority() {
        assertThat(postgres.environment("verify-full"))
                .containsEntry("DATABASE_SSL_MODE", "verify-full")
                .containsEntry(
                        "DATABASE_SSL_ROOT_CERT",
                        postgres.caFile().orElseThrow().toString());
    }

    private static PGSimpleDataSource admin() {
        return postgres.admin().dataSource();
    }

    private static PGSimpleDataSource trusting(Path caFile) {
        Database database = postgres.database("verify-full");
        PGSimpleDataSource source = database.dataSource();
        source.setSslRootCert(caFile.toString());
        return source;
    }

    private static String query(PGSimpleDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
