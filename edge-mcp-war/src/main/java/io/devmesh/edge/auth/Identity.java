package io.devmesh.edge.auth;

/** The outcome of an authentication; each {@code reason} may be shown to the caller. */
public sealed interface Identity
        permits Authenticated, Identity.Unauthenticated, Identity.BadToken, Identity.Unassigned {
    /** Nobody we know. */
    record Unauthenticated(String reason) implements Identity {}

    /** Whoever presents an access token that does not hold. */
    record BadToken(String reason) implements Identity {}

    /** Whose access token holds, but leads to no tenant of ours. */
    record Unassigned(String reason) implements Identity {}
}
