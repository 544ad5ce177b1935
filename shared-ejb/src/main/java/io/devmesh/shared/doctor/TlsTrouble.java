package io.devmesh.shared.doctor;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why TLS did not come about; the one place that reads the JDK's exceptions. */
enum TlsTrouble {
    UNTRUSTED_CA,
    WRONG_HOST,
    EXPIRED,
    NOT_YET_VALID,
    /** The server wants a certificate and got none. */
    CLIENT_CERTIFICATE_WANTED,
    /** The server answered with an alert. */
    ALERT,
    /** What came was not TLS, or nothing came. */
    NOT_TLS,
    OTHER;

    private static final Pattern WRONG_HOST_MESSAGE = Pattern.compile(
            "No subject alternative|No name matching|hostname .* could not be verified|not verified by hostname",
            Pattern.CASE_INSENSITIVE);

    static TlsTrouble of(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        if (has(causes, CertificateExpiredException.class)) {
            return EXPIRED;
        }
        if (has(causes, CertificateNotYetValidException.class)) {
            return NOT_YET_VALID;
        }
        if (has(causes, CertPathBuilderException.class) || has(causes, CertPathValidatorException.class)) {
            return UNTRUSTED_CA;
        }
        if (causes.stream().anyMatch(TlsTrouble::saysWrongHost)) {
            return WRONG_HOST;
        }
        return causes.stream()
                .filter(SSLException.class::isInstance)
                .findFirst()
                .map(TlsTrouble::ofMessage)
                .orElse(
                        has(causes, SocketTimeoutException.class)
                                        || has(causes, SocketException.class)
                                        || has(causes, EOFException.class)
                                ? NOT_TLS
                                : OTHER);
    }

    private static boolean saysWrongHost(Throwable cause) {
        return WRONG_HOST_MESSAGE.matcher(String.valueOf(cause.getMessage())).find();
    }

    private static TlsTrouble ofMessage(Throwable ssl) {
        String message = String.valueOf(ssl.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("certificate_required")) {
            return CLIENT_CERTIFICATE_WANTED;
        }
        if (message.contains("received fatal alert")) {
            return ALERT;
        }
        boolean stranger = message.contains("unrecognized ssl message")
                || message.contains("terminated the handshake")
                || message.contains("connection reset")
                || message.contains("read timed out");
        return stranger ? NOT_TLS : OTHER;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
