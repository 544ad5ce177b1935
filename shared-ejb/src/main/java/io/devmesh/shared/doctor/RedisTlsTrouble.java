package io.devmesh.shared.doctor;

import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisVariables;
import io.devmesh.shared.telemetry.RootCause;
import java.io.IOException;
import java.util.Optional;

/** What it means that TLS to Redis did not come about. */
record RedisTlsTrouble(RedisConfig config, RedisVariables variables, RedisAddress address) {
    void serverHasNone(Findings findings) {
        String name = variables.name("TLS_ENABLED");
        findings.error(
                Code.REDIS__TLS__SERVER_HAS_NONE,
                address + " did not answer the TLS handshake, and answers PING in plain text",
                name + " is true but the server speaks plain text",
                "set " + name + "=false, or switch on encryption in transit in Redis");
    }

    /** @param shown what the server shows to whoever does not verify it */
    void tell(TlsTrouble trouble, Throwable failure, Optional<ServerCertificate> shown, Findings findings) {
        String seen = address + " shows "
                + shown.map(ServerCertificate::toString).orElse("no certificate") + "; the handshake ended with: "
                + RootCause.of(failure);
        switch (trouble) {
            case UNTRUSTED_CA -> untrusted(seen, shown, findings);
            case WRONG_HOST -> wrongHost(seen, shown, findings);
            case EXPIRED ->
                findings.error(
                        Code.REDIS__TLS__EXPIRED,
                        seen,
                        "The certificate of " + address + " expired"
                                + shown.map(certificate -> " on " + certificate.notAfter())
                                        .orElse(""),
                        "renew it in Redis; if it looks valid, check this machine's clock and the CA in "
                                + trustSource());
            case NOT_YET_VALID ->
                findings.error(
                        Code.REDIS__TLS__NOT_YET_VALID,
                        seen,
                        "The certificate of " + address + " is not valid yet",
                        "check this machine's clock, and the CA in " + trustSource());
            case CLIENT_CERTIFICATE_WANTED -> clientCertificate(seen, findings);
            case ALERT -> {
                if (shown.isPresent()
                        || config.tls().orElseThrow().clientCertificate().isPresent()) {
                    clientCertificate(seen, findings);
                } else {
                    clientCertificateMaybe(seen, findings);
                }
            }
            case NOT_TLS, OTHER -> {
                // A server that rejects a certificate may close so fast that its reason is lost.
                if (shown.isPresent()
                        && config.tls().orElseThrow().clientCertificate().isPresent()) {
                    clientCertificate(seen, findings);
                } else {
                    other(seen, failure, findings);
                }
            }
        }
    }

    private void untrusted(String seen, Optional<ServerCertificate> shown, Findings findings) {
        String issuer = shown.map(ServerCertificate::issuer).orElse("an unknown CA");
        findings.error(
                Code.REDIS__TLS__UNTRUSTED_CA,
                seen,
                "The certificate of " + address + " was issued by " + issuer + ", which " + trustSource()
                        + " does not hold",
                "set " + variables.name("TLS_CA_FILE") + " to a PEM file with that CA's certificate");
    }

    private void wrongHost(String seen, Optional<ServerCertificate> shown, Findings findings) {
        String wanted = config.tls().orElseThrow().serverName().orElse(address.host());
        String names = shown.map(certificate -> String.join(", ", certificate.names()))
                .filter(list -> !list.isEmpty())
                .orElse("no host");
        findings.error(
                Code.REDIS__TLS__WRONG_HOST,
                seen,
                "The certificate of " + address + " is for " + names + ", not for " + wanted,
                "set " + config.topology().variable() + " to a name that the certificate has, or "
                        + variables.name("TLS_SERVER_NAME") + " to one of them where the address must stay");
    }

    private void clientCertificate(String seen, Findings findings) {
        if (config.tls().orElseThrow().clientCertificate().isPresent()) {
            findings.error(
                    Code.REDIS__TLS__CLIENT_CERTIFICATE_REJECTED,
                    seen,
                    "The server does not accept the client certificate in " + variables.name("TLS_CERT_FILE"),
                    "set " + variables.name("TLS_CERT_FILE") + " and " + variables.name("TLS_KEY_FILE")
                            + " to a valid certificate of a CA that the server trusts");
        } else {
            findings.error(
                    Code.REDIS__TLS__CLIENT_CERTIFICATE_WANTED,
                    seen,
                    "The server wants a client certificate (mutual TLS), and none is set",
                    "set " + variables.name("TLS_CERT_FILE") + " and " + variables.name("TLS_KEY_FILE"));
        }
    }

    private void clientCertificateMaybe(String seen, Findings findings) {
        findings.error(
                Code.REDIS__TLS__FAILED,
                seen,
                "The server refused the TLS handshake; mostly it wants a client certificate, or TLS older than 1.2",
                "set " + variables.name("TLS_CERT_FILE") + " and " + variables.name("TLS_KEY_FILE")
                        + " for mutual TLS, or allow TLS 1.2 in Redis");
    }

    private void other(String seen, Throwable failure, Findings findings) {
        if (!(failure instanceof IOException)) {
            findings.error(
                    Code.REDIS__TLS__FILES,
                    RootCause.of(failure),
                    "A certificate file can't be used",
                    "set " + variables.name("TLS_CA_FILE") + ", " + variables.name("TLS_CERT_FILE") + " and "
                            + variables.name("TLS_KEY_FILE") + " to PEM files that this process may read");
            return;
        }
        findings.error(
                Code.REDIS__TLS__FAILED,
                seen,
                "The TLS handshake with " + address + " failed, and the server does not speak plain text either",
                "check that " + config.topology().variable() + " names Redis itself and not a proxy without backend");
    }

    private String trustSource() {
        return config.tls().flatMap(tls -> tls.caFile()).isPresent()
                ? "the file in " + variables.name("TLS_CA_FILE")
                : "the JDK's trust store";
    }
}
