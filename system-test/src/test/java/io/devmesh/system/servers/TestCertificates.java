package io.devmesh.system.servers;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * A certificate authority of its own, and the certificates that it issues. Everything is a PEM file in one folder:
 * {@code ca.pem}, and {@code NAME.pem} with {@code NAME.key} for each certificate; issuing a name again replaces its
 * files. Two objects on two folders are two authorities that do not know each other.
 */
public final class TestCertificates {
    private final Path folder;
    private final X509Certificate authority;
    private final KeyPair authorityKey;

    private TestCertificates(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.authorityKey = KeyKind.EC_P256.generate();
        this.authority = CertificateRequest.authority(authorityKey);
        new PemFile(caFile()).write(authority);
    }

    /** Makes a new authority; {@code folder} is made where it is not there. */
    public static TestCertificates in(Path folder) {
        return new TestCertificates(folder);
    }

    /** The certificate of the authority, {@code ca.pem}. */
    public Path caFile() {
        return folder.resolve("ca.pem");
    }

    /** The certificate of the authority. */
    public X509Certificate authority() {
        return authority;
    }

    /**
     * {@code server.pem} and {@code server.key}, valid now.
     *
     * @param hosts DNS names and IP addresses that it is for; give others than the server has for one with a wrong host
     */
    public CertifiedKey server(String... hosts) {
        return request("server").hosts(hosts).issue();
    }

    /** {@code expired.pem} and {@code expired.key}, whose validity ended yesterday. */
    public CertifiedKey expiredServer(String... hosts) {
        return request("expired").hosts(hosts).expired().issue();
    }

    /** {@code client.pem} and {@code client.key}, for mutual TLS; its common name is {@code client}. */
    public CertifiedKey client(KeyKind kind) {
        return request("client").forClient().key(kind).issue();
    }

    /** A certificate of any kind. As it stands: for a server, valid, with an EC key, for no host. */
    public CertificateRequest request(String name) {
        return new CertificateRequest(name, folder, authority, authorityKey.getPrivate());
    }

    /** For a client that trusts this authority and no other, and has no certificate. */
    public SSLContext trust() {
        return context(Optional.empty());
    }

    /** For a client that trusts this authority and no other, and shows {@code client}. */
    public SSLContext trust(CertifiedKey client) {
        return context(Optional.of(client));
    }

    /** The same for Jedis; the host is verified. */
    public SslOptions jedis() {
        return options(Optional.of(authority), Optional.empty(), SslVerifyMode.FULL);
    }

    /** The same for Jedis; the host is verified. */
    public SslOptions jedis(CertifiedKey client) {
        return options(Optional.of(authority), Optional.of(client), SslVerifyMode.FULL);
    }

    /** For a client that accepts every server, and shows {@code client}. */
    static SslOptions trustAnyone(CertifiedKey client) {
        return options(Optional.empty(), Optional.of(client), SslVerifyMode.INSECURE);
    }

    private SSLContext context(Optional<CertifiedKey> client) {
        try {
            KeyManager[] keys =
                    client.isPresent() ? CertificateStore.showing(client.get()).keyManagers() : new KeyManager[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, CertificateStore.trusting(authority).trustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static SslOptions options(
            Optional<X509Certificate> authority, Optional<CertifiedKey> client, SslVerifyMode mode) {
        try {
            SslOptions.Builder options = SslOptions.builder().sslVerifyMode(mode);
            if (authority.isPresent()) {
                CertificateStore.trusting(authority.get()).trustIn(options);
            }
            if (client.isPresent()) {
                CertificateStore.showing(client.get()).showIn(options);
            }
            return options.build();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
