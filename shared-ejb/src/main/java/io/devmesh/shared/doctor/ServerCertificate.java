package io.devmesh.shared.doctor;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a server's certificate says. */
record ServerCertificate(X509Certificate certificate) {
    /** DNS names and IP addresses that it is for. */
    List<String> names() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return Stream.ofNullable(names)
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    String issuer() {
        return certificate.getIssuerX500Principal().getName();
    }

    Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    @Override
    public String toString() {
        return "a certificate for " + (names().isEmpty() ? "no host" : String.join(", ", names())) + ", issued by "
                + issuer() + ", valid from " + notBefore() + " to " + notAfter();
    }
}
