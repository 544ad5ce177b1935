package io.devmesh.shared.source;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.secret.MasterKeyAwayException;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import org.jdbi.v3.core.JdbiException;

/** Encrypts, at the start of a service that has a master key, the secrets from before it had one. */
@ApplicationScoped
public class SecretEncryption {
    private static final System.Logger LOG = System.getLogger(SecretEncryption.class.getName());

    private final SourceRepository sources;
    private final TargetRepository targets;

    SecretEncryption() {
        this(null, null);
    }

    @Inject
    SecretEncryption(SourceRepository sources, TargetRepository targets) {
        this.sources = sources;
        this.targets = targets;
    }

    /** Tells whether it worked; a failure is logged with its cause. Safe to call from any number of processes at once. */
    public boolean attempt() {
        return attempt("Webhook secrets", sources::encryptPlainSecrets);
    }

    /** Likewise with those that forwards are signed with, for the service that signs: it can read them then. */
    public boolean attemptOnTargets() {
        return attempt("Secrets of targets", targets::encryptPlainSecrets);
    }

    private static boolean attempt(String which, IntSupplier encryption) {
        try {
            int encrypted = encryption.getAsInt();
            if (encrypted > 0) {
                LOG.log(INFO, which + " that were plain text are encrypted now: " + encrypted);
            }
            return true;
        } catch (JdbiException | MasterKeyAwayException away) {
            LOG.log(WARNING, which + " could not be encrypted yet: " + RootCause.of(away));
            return false;
        }
    }
}
