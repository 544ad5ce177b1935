package io.devmesh.shared.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a client checks its server and shows itself.
 *
 * @param verify what of the server's certificate
 * @param caFile PEM file with the certificates to trust; the JDK's trust store where absent
 * @param clientCertificate for mutual TLS
 * @param serverName the name to ask for (SNI) and to find in the certificate; that of the address where absent
 */
public record TlsConfig(
        Verify verify,
        Optional<Path> caFile,
        Optional<ClientCertificate> clientCertificate,
        Optional<String> serverName) {
    /** How much of a certificate is verified. */
    public enum Verify {
        /** Any certificate will do; for development only. */
        NOTHING,
        CHAIN,
        CHAIN_AND_HOST
    }

    /**
     * Two PEM files.
     *
     * @param certificate with the chain, the client's own first
     * @param key in PKCS#8, not encrypted
     */
    public record ClientCertificate(Path certificate, Path key) {}
}
