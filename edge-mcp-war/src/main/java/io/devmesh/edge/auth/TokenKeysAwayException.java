package io.devmesh.edge.auth;

/** The keys that a token is signed with can't be had for the moment, so nobody can tell whether it holds. */
public final class TokenKeysAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TokenKeysAwayException(Throwable cause) {
        super("The authorization server's keys can't be had now", cause);
    }
}
