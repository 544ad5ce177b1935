package io.devmesh.edge.mcp;

import io.devmesh.edge.admission.FailedAuthentications;
import io.devmesh.edge.audit.AuditTrail;
import io.devmesh.edge.auth.Anonymous;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Authenticator;
import io.devmesh.edge.auth.Identity;
import io.devmesh.edge.auth.TokenVerifier;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.shared.tenant.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;

/** Finds out who is calling, by whichever way there is, and has it noted. */
@ApplicationScoped
class CallerCheck {
    private final Authenticator authenticator;
    private final TokenVerifier tokens;
    private final Anonymous anonymous;
    private final FailedAuthentications failures;
    private final AuditTrail audit;

    CallerCheck() {
        this(null, null, null, null, null);
    }

    @Inject
    CallerCheck(
            Authenticator authenticator,
            TokenVerifier tokens,
            Anonymous anonymous,
            FailedAuthentications failures,
            AuditTrail audit) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.anonymous = anonymous;
        this.failures = failures;
        this.audit = audit;
    }

    /**
     * Throws JdbiException and TokenKeysAwayException where it can't be told now, and JsonRpcException where too many from
     * there, or with that prefix, were nobody.
     *
     * @param header gives null where a header is absent
     * @param peer the address at the other end
     * @param forwardedFor what proxies say of it; null where nobody does
     */
    Identity identify(Function<String, String> header, String peer, String forwardedFor) {
        Credentials credentials = Credentials.of(header);
        if (credentials.key().isEmpty()) {
            return identify(credentials, header);
        }
        FailedAuthentications.Attempt attempt = failures.attempt(credentials, peer, forwardedFor);
        failures.refusal(attempt, () -> authenticator.knows(credentials)).ifPresent(refusal -> {
            throw new JsonRpcException(refusal);
        });
        Identity identity = identify(credentials, header);
        if (identity instanceof Authenticated caller) {
            audit.accepted(caller);
        } else {
            failures.failed(attempt);
            audit.refused(attempt.prefix());
        }
        return identity;
    }

    private Identity identify(Credentials credentials, Function<String, String> header) {
        return tokens.verify(credentials)
                .or(() -> anonymous.of(header))
                .orElseGet(() -> authenticator.authenticate(credentials));
    }
}
