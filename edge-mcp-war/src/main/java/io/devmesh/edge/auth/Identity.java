package io.devmesh.edge.auth;

/** The outcome of an authentication. */
public sealed interface Identity permits Authenticated, Identity.Unauthenticated {
    /** Nobody we know; {@code reason} may be shown to the caller. */
    record Unauthenticated(String reason) implements Identity {}
}
