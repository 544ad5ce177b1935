package io.devmesh.shared.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes the JDK's form of a {@link TlsConfig}. */
final class TlsContext {
    /** The key store never leaves this process. */
    private static final char[] NO_PASSWORD = new char[0];

    private TlsContext() {}

    static SSLContext of(TlsConfig config) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(config.clientCertificate()), trustManagers(config), null);
        return context;
    }

    private static TrustManager[] trustManagers(TlsConfig config) throws GeneralSecurityException {
        if (config.verify() == TlsConfig.Verify.NOTHING) {
            return new TrustManager[] {new TrustAnyone()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(config.caFile().isPresent() ? trusting(config.caFile().get()) : null);
        return factory.getTrustManagers();
    }

    static KeyStore trusting(Path caFile) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        int index = 0;
        for (Certificate certificate : PemFiles.certificates(caFile)) {
            store.setCertificateEntry("ca-" + index++, certificate);
        }
        return store;
    }

    private static KeyManager[] keyManagers(Optional<TlsConfig.ClientCertificate> files)
            throws GeneralSecurityException {
        if (files.isEmpty()) {
            return new KeyManager[0];
        }
        List<Certificate> chain = PemFiles.certificates(files.get().certificate());
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client", PemFiles.privateKey(files.get().key()), NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new CertificateException(impossible);
        }
        return store;
    }
}
