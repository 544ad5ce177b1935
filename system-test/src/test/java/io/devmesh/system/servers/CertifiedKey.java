package io.devmesh.system.servers;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate with its key, as PEM files and as objects.
 *
 * @param certificateFile the certificate alone, {@code NAME.pem}
 * @param keyFile the key in PKCS#8, not encrypted, {@code NAME.key}; only its owner can read it
 */
public record CertifiedKey(Path certificateFile, Path keyFile, X509Certificate certificate, PrivateKey key) {}
