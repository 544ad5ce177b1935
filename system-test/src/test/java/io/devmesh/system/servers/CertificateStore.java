package io.devmesh.system.servers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.SslOptions;

/** Certificates in memory, in the forms that TLS clients want. */
record CertificateStore(KeyStore entries) {
    private static final char[] PASSWORD = "fixture".toCharArray();

    static CertificateStore trusting(X509Certificate authority) throws GeneralSecurityException {
        CertificateStore store = empty();
        store.entries.setCertificateEntry("ca", authority);
        return store;
    }

    static CertificateStore showing(CertifiedKey client) throws GeneralSecurityException {
        CertificateStore store = empty();
        store.entries.setKeyEntry("client", client.key(), PASSWORD, new Certificate[] {client.certificate()});
        return store;
    }

    TrustManager[] trustManagers() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(entries);
        return factory.getTrustManagers();
    }

    KeyManager[] keyManagers() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(entries, PASSWORD);
        return factory.getKeyManagers();
    }

    void trustIn(SslOptions.Builder options) throws GeneralSecurityException {
        options.trustStoreType(entries.getType()).truststore(resource(), PASSWORD);
    }

    void showIn(SslOptions.Builder options) throws GeneralSecurityException {
        options.keyStoreType(entries.getType()).keystore(resource(), PASSWORD);
    }

    private SslOptions.Resource resource() throws GeneralSecurityException {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            entries.store(bytes, PASSWORD);
            return () -> new ByteArrayInputStream(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static CertificateStore empty() throws GeneralSecurityException {
        try {
            KeyStore entries = KeyStore.getInstance("PKCS12");
            entries.load(null, PASSWORD);
            return new CertificateStore(entries);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
