package io.devmesh.shared.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468). Failures are CertificateExceptions whose message is for the one who set the variable. */
final class PemFiles {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    static List<Certificate> certificates(Path file) throws CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException("holds no certificate in PEM form");
            }
            return List.copyOf(found);
        } catch (IOException unreadable) {
            throw new CertificateException("can't be read", unreadable);
        }
    }

    static PrivateKey privateKey(Path file) throws CertificateException {
        Matcher pem = PRIVATE_KEY.matcher(text(file));
        if (!pem.find()) {
            throw new CertificateException("holds no private key in PEM form");
        }
        if (!pem.group(1).equals("PRIVATE KEY")) {
            throw new CertificateException(
                    "holds a key of the form " + pem.group(1) + "; convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        return decode(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2))));
    }

    private static PrivateKey decode(PKCS8EncodedKeySpec key) throws CertificateException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException otherAlgorithm) {
                // The next one may fit.
            } catch (GeneralSecurityException unknown) {
                throw new CertificateException(unknown);
            }
        }
        throw new CertificateException("holds a key that is none of " + ALGORITHMS);
    }

    private static String text(Path file) throws CertificateException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new CertificateException("can't be read", unreadable);
        }
    }
}
