package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestCertificatesIT {
    @TempDir
    private Path folder;

    private TestCertificates certificates;

    @BeforeEach
    void makeAuthority() {
        certificates = TestCertificates.in(folder.resolve("tls"));
    }

    @Test
    void aServerCertificateIsForItsNamesAndAddresses() throws GeneralSecurityException, IOException {
        CertifiedKey server = certificates.server("redis.test", "127.0.0.2", "::1");

        X509Certificate read = read(folder.resolve("tls").resolve("server.pem"));
        read.checkValidity();
        read.verify(read(certificates.caFile()).getPublicKey());
        assertThat(read).isEqualTo(server.certificate());
        assertThat(read.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "redis.test"), List.of(7, "127.0.0.2"), List.of(7, "0:0:0:0:0:0:0:1"));
    }

    @Test
    void anExpiredCertificateWasValidOnce() {
        X509Certificate expired = certificates.expiredServer("localhost").certificate();

        assertThatThrownBy(expired::checkValidity).isInstanceOf(CertificateExpiredException.class);
        assertThat(expired.getNotBefore()).isBefore(expired.getNotAfter());
    }

    @Test
    void twoAuthoritiesDoNotKnowEachOther() {
        TestCertificates other = TestCertificates.in(folder.resolve("other"));
        X509Certificate server = certificates.server("localhost").certificate();

        assertThatCode(() -> server.verify(certificates.authority().getPublicKey()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> server.verify(other.authority().getPublicKey()))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @ParameterizedTest
    @EnumSource
    void keysArePkcs8AndPrivate(KeyKind kind) throws GeneralSecurityException, IOException {
        CertifiedKey client = certificates.client(kind);

        String text = Files.readString(folder.resolve("tls").resolve("client.key"));
        assertThat(text).startsWith("-----BEGIN PRIVATE KEY-----");
        byte[] der = Base64.getDecoder()
                .decode(text.lines().filter(line -> !line.startsWith("-")).collect(Collectors.joining()));
        PrivateKey key =
                KeyFactory.getInstance(client.key().getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
        assertThat(key).isEqualTo(client.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(client.keyFile())))
                .isEqualTo("rw-------");
    }

    private static X509Certificate read(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
