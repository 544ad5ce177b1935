package io.devmesh.shared.source;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.JdbiException;

/** Encrypts, at the start of a service that has a master key, the secrets from before it had one. */
@ApplicationScoped
public class SecretEncryption {
    private static final System.Logger LOG = System.getLogger(SecretEncryption.class.getName());

    private final SourceRepository sources;

    SecretEncryption() {
        this(null);
    }

    @Inject
    SecretEncryption(SourceRepository sources) {
        this.sources = sources;
    }

    /** Tells whether it worked; a failure is logged with its cause. Safe to call from any number of processes at once. */
    public boolean attempt() {
        try {
            int encrypted = sources.encryptPlainSecrets();
            if (encrypted > 0) {
                LOG.log(INFO, "Encrypted webhook secrets that were plain text: " + encrypted);
            }
            return true;
        } catch (JdbiException away) {
            LOG.log(WARNING, "Webhook secrets could not be encrypted yet: " + RootCause.of(away));
            return false;
        }
    }
}
