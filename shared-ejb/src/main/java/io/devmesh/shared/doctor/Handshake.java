package io.devmesh.shared.doctor;

import io.devmesh.shared.tls.TlsConfig;
import io.devmesh.shared.tls.TlsConfig.Verify;
import io.devmesh.shared.tls.TlsSocketFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Speaks TLS over a connection that is there. */
record Handshake(TlsConfig config, String host, int port) {
    /** The connection, secured; throws the JDK's exception where the other side or its certificate is not as wanted. */
    SSLSocket secure(Socket socket) throws IOException, GeneralSecurityException {
        SSLSocket secure = (SSLSocket) new TlsSocketFactory(config).createSocket(socket, host, port, true);
        secure.startHandshake();
        return secure;
    }

    /** The certificate that the server shows, whoever issued it; empty where the server does not speak TLS. */
    Optional<ServerCertificate> look(Socket socket) {
        TlsConfig anything = new TlsConfig(Verify.NOTHING, Optional.empty(), Optional.empty(), config.serverName());
        try (SSLSocket secure = new Handshake(anything, host, port).secure(socket)) {
            Certificate shown = secure.getSession().getPeerCertificates()[0];
            return shown instanceof X509Certificate certificate
                    ? Optional.of(new ServerCertificate(certificate))
                    : Optional.empty();
        } catch (IOException | GeneralSecurityException none) {
            return Optional.empty();
        }
    }

    /**
     * Listens without saying anything. With TLS 1.3 a server that wants a certificate says so only after the handshake, and
     * whoever speaks then may find the connection closed before the reason is heard; this throws the reason.
     */
    void hearOut(Optional<Socket> socket) throws IOException, GeneralSecurityException {
        if (socket.isPresent()) {
            try (SSLSocket secure = secure(socket.get())) {
                var unused = secure.getInputStream().read();
            } catch (SocketTimeoutException nothingToHear) {
                // The server waits for a command, as it should.
            }
        }
    }

    /** For finding out whether a server speaks TLS at all. */
    static boolean isSpokenOn(Socket socket, String host, int port) {
        TlsConfig anything = new TlsConfig(Verify.NOTHING, Optional.empty(), Optional.empty(), Optional.empty());
        try (SSLSocket secure = new Handshake(anything, host, port).secure(socket)) {
            return secure.isConnected();
        } catch (IOException | GeneralSecurityException failure) {
            // An alert is an answer in TLS too: the server may want a client certificate.
            return TlsTrouble.of(failure) == TlsTrouble.ALERT
                    || TlsTrouble.of(failure) == TlsTrouble.CLIENT_CERTIFICATE_WANTED;
        }
    }
}
