package io.devmesh.shared.postgres;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tls.TlsConfig;
import io.devmesh.shared.tls.TlsSocketFactory;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS to PostgreSQL as {@link DatabaseSsl} wants it: unlike the driver's own, it falls back to the JDK's trust store, and
 * reads a changed file again. Named in common.xml; made by the driver for each connection.
 */
public final class DatabaseTls extends WrappedFactory {
    /** For the driver. */
    public DatabaseTls() throws GeneralSecurityException {
        this(new Settings(ConfigProvider.getConfig()));
    }

    DatabaseTls(Settings settings) throws GeneralSecurityException {
        DatabaseSsl ssl = DatabaseSsl.from(settings);
        factory = new TlsSocketFactory(
                new TlsConfig(ssl.verify(), ssl.rootCertificate(), Optional.empty(), Optional.empty()));
    }
}
