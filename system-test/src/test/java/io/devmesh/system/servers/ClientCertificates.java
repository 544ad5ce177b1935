package io.devmesh.system.servers;

/** What a Redis with TLS does about the certificates of its clients. */
public enum ClientCertificates {
    /** A client without one fails in the handshake. */
    REQUIRED("yes"),
    /** A client may have one; a wrong one is refused. */
    OPTIONAL("optional"),
    IGNORED("no");

    private final String setting;

    ClientCertificates(String setting) {
        this.setting = setting;
    }

    /** The value of {@code tls-auth-clients}. */
    String setting() {
        return setting;
    }
}
