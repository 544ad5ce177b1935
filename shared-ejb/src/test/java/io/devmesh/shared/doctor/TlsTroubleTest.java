package io.devmesh.shared.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** By the shapes that the JDK's exceptions have; the real ones are met in the system tests. */
class TlsTroubleTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(TlsTrouble.UNTRUSTED_CA, handshake(new CertPathBuilderException("unable to find"))),
                Arguments.of(TlsTrouble.UNTRUSTED_CA, handshake(new CertPathValidatorException("does not chain"))),
                Arguments.of(
                        TlsTrouble.EXPIRED,
                        handshake(new CertPathValidatorException(
                                "validity check failed", new CertificateExpiredException()))),
                Arguments.of(TlsTrouble.NOT_YET_VALID, handshake(new CertificateNotYetValidException())),
                Arguments.of(
                        TlsTrouble.WRONG_HOST,
                        handshake(new CertificateException("No subject alternative DNS name matching a found."))),
                Arguments.of(
                        TlsTrouble.CLIENT_CERTIFICATE_WANTED,
                        new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required")),
                Arguments.of(
                        TlsTrouble.ALERT,
                        new SSLHandshakeException("(handshake_failure) Received fatal alert: handshake_failure")),
                Arguments.of(TlsTrouble.NOT_TLS, new SSLException("Unsupported or unrecognized SSL message")),
                Arguments.of(TlsTrouble.NOT_TLS, new SocketTimeoutException("Read timed out")),
                Arguments.of(TlsTrouble.NOT_TLS, new EOFException()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isToldByTheExceptionOfTheJdk(TlsTrouble trouble, Throwable failure) {
        assertThat(TlsTrouble.of(failure)).isEqualTo(trouble);
    }

    @Test
    void looksThroughWhatTheFailureIsWrappedIn() {
        Throwable wrapped = new IllegalStateException(new SSLException("x", new CertificateExpiredException()));

        assertThat(TlsTrouble.of(wrapped)).isEqualTo(TlsTrouble.EXPIRED);
    }

    private static SSLHandshakeException handshake(Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("(certificate_unknown) " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }
}
