package io.devmesh.shared.postgres;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import io.devmesh.shared.tls.TlsConfig;
import io.devmesh.shared.tls.TlsConfig.Verify;
import io.devmesh.shared.tls.TlsSocketFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * TLS to PostgreSQL, as libpq means it (https://www.postgresql.org/docs/current/libpq-ssl.html).
 *
 * @param rootCertificate PEM file with the CAs to trust; the JDK's trust store where absent
 * @param production whether unverified connections are worth a warning
 */
public record DatabaseSsl(Mode mode, Optional<Path> rootCertificate, boolean production) implements Warnings {
    /** libpq's {@code sslmode}. */
    public enum Mode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /** As in the variable. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static DatabaseSsl from(Settings settings) {
        String mode = settings.oneOf(
                "DATABASE_SSL_MODE", "prefer", "disable", "allow", "prefer", "require", "verify-ca", "verify-full");
        DatabaseSsl ssl = new DatabaseSsl(
                Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')),
                settings.text("DATABASE_SSL_ROOT_CERT").map(Path::of),
                settings.isProduction());
        ssl.requireUsableFile();
        return ssl;
    }

    private void requireUsableFile() {
        rootCertificate.ifPresent(file -> {
            try {
                var unused = new TlsSocketFactory(
                        new TlsConfig(Verify.CHAIN, Optional.of(file), Optional.empty(), Optional.empty()));
            } catch (GeneralSecurityException bad) {
                throw refuse(
                        "DATABASE_SSL_ROOT_CERT",
                        file.toString(),
                        bad.getMessage(),
                        "name a PEM file that is mounted and that this process may read");
            }
        });
    }

    /** True where plain text is never spoken. */
    public boolean isRequired() {
        return mode.compareTo(Mode.REQUIRE) >= 0;
    }

    /** True where the server must prove who it is. */
    public boolean verifies() {
        return verify() != Verify.NOTHING;
    }

    /** As libpq, {@code require} with a root certificate verifies the chain. */
    Verify verify() {
        return switch (mode) {
            case DISABLE, ALLOW, PREFER -> Verify.NOTHING;
            case REQUIRE -> rootCertificate.isPresent() ? Verify.CHAIN : Verify.NOTHING;
            case VERIFY_CA -> Verify.CHAIN;
            case VERIFY_FULL -> Verify.CHAIN_AND_HOST;
        };
    }

    @Override
    public List<String> warnings() {
        if (rootCertificate.isPresent() && !verifies()) {
            return List.of(
                    "DATABASE_SSL_ROOT_CERT is not used, because DATABASE_SSL_MODE is " + mode + ": set verify-full");
        }
        return production && verify() != Verify.CHAIN_AND_HOST
                ? List.of("DATABASE_SSL_MODE is " + mode
                        + ", which does not verify that PostgreSQL is the host that was" + " meant: set verify-full")
                : List.of();
    }
}
