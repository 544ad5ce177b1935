package io.devmesh.shared.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsSocketFactoryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Amazon Root CA 1", "Amazon Root CA 2", "Amazon Root CA 3", "Amazon Root CA 4"})
    void trustsTheAuthoritiesOfElastiCacheOutOfTheBox(String authority) throws GeneralSecurityException {
        TrustManagerFactory jdk = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jdk.init((KeyStore) null);

        assertThat(Stream.of(jdk.getTrustManagers())
                        .map(X509TrustManager.class::cast)
                        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers())))
                .anyMatch(issuer -> issuer.getSubjectX500Principal().getName().contains("CN=" + authority + ","));
    }

    @Test
    void speaksTls12OrNewerAndVerifiesTheHost() throws GeneralSecurityException, IOException {
        try (SSLSocket socket =
                (SSLSocket) factory(TlsConfig.Verify.CHAIN_AND_HOST).createSocket()) {
            assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
            assertThat(socket.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isEqualTo("HTTPS");
        }
    }

    @Test
    void leavesTheHostAloneWhereTheChainIsEnough() throws GeneralSecurityException, IOException {
        try (SSLSocket socket = (SSLSocket) factory(TlsConfig.Verify.CHAIN).createSocket()) {
            assertThat(socket.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isNull();
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path pkcs1 = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> new TlsSocketFactory(trusting(folder.resolve("absent.pem"))))
                .isInstanceOf(CertificateException.class)
                .hasMessage("can't be read");
        assertThatThrownBy(() -> new TlsSocketFactory(trusting(empty))).hasMessage("holds no certificate in PEM form");
        assertThatThrownBy(() -> PemFiles.privateKey(pkcs1)).hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        assertThatThrownBy(() -> PemFiles.privateKey(empty)).hasMessage("holds no private key in PEM form");
    }

    private static TlsSocketFactory factory(TlsConfig.Verify verify) throws GeneralSecurityException {
        return new TlsSocketFactory(new TlsConfig(verify, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static TlsConfig trusting(Path file) {
        return new TlsConfig(TlsConfig.Verify.CHAIN_AND_HOST, Optional.of(file), Optional.empty(), Optional.empty());
    }
}
