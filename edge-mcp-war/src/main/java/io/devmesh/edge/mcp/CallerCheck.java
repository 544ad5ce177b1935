package io.devmesh.edge.mcp;

import io.devmesh.edge.audit.AuditTrail;
import io.devmesh.edge.auth.Anonymous;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Authenticator;
import io.devmesh.edge.auth.Identity;
import io.devmesh.edge.auth.TokenVerifier;
import io.devmesh.shared.tenant.ApiKey;
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
    private final AuditTrail audit;

    CallerCheck() {
        this(null, null, null, null);
    }

    @Inject
    CallerCheck(Authenticator authenticator, TokenVerifier tokens, Anonymous anonymous, AuditTrail audit) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.anonymous = anonymous;
        this.audit = audit;
    }

    /**
     * Throws JdbiException and TokenKeysAwayException where it can't be told now.
     *
     * @param header gives null where a header is absent
     */
    Identity identify(Function<String, String> header) {
        Credentials credentials = Credentials.of(header);
        Identity identity = tokens.verify(credentials)
                .or(() -> anonymous.of(header))
                .orElseGet(() -> authenticator.authenticate(credentials));
        if (identity instanceof Authenticated caller) {
            audit.accepted(caller);
        } else {
            credentials.key().ifPresent(key -> audit.refused(ApiKey.parse(key).map(ApiKey::prefix)));
        }
        return identity;
    }
}
