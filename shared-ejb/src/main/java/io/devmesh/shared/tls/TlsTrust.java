package io.devmesh.shared.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What a client trusts that calls servers of others: everything that the JDK does, and a file of ours beside it. */
public final class TlsTrust {
    private TlsTrust() {}

    /** Throws CertificateException, whose message is for the one who named the file. */
    public static SSLContext jdkAnd(Optional<Path> caFile) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, caFile.isPresent() ? both(caFile.get()) : null, null);
        return context;
    }

    private static TrustManager[] both(Path caFile) throws GeneralSecurityException {
        KeyStore store = TlsContext.trusting(caFile);
        int index = 0;
        for (X509Certificate known : jdk()) {
            store.setCertificateEntry("jdk-" + index++, known);
        }
        return managers(store);
    }

    private static X509Certificate[] jdk() throws GeneralSecurityException {
        return Arrays.stream(managers(null))
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
