package io.devmesh.edge.auth;

import io.devmesh.shared.tenant.Credentials;
import java.util.Optional;

/** Checks OAuth access tokens, which are another way to be somebody than API keys. */
public interface TokenVerifier {
    /**
     * Who presents the token among the credentials; empty where there is none, or where tokens are not taken. Throws
     * {@link TokenKeysAwayException} where it can't be told now, and JdbiException where the database is away.
     */
    Optional<Identity> verify(Credentials credentials);
}
