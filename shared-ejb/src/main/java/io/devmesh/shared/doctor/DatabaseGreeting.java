package io.devmesh.shared.doctor;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * What a server answers to the question whether it speaks TLS
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL).
 */
enum DatabaseGreeting {
    TLS,
    PLAIN_TEXT,
    /** It does not speak PostgreSQL's protocol. */
    STRANGER,
    SILENT;

    private static final int LENGTH = 8;
    private static final int SSL_REQUEST = 80_877_103;

    /** Closes {@code socket}. */
    static DatabaseGreeting of(Socket socket) {
        try (socket) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(((long) LENGTH << 32) | SSL_REQUEST);
            out.flush();
            return switch (socket.getInputStream().read()) {
                case 'S' -> TLS;
                case 'N' -> PLAIN_TEXT;
                default -> STRANGER;
            };
        } catch (SocketTimeoutException silent) {
            return SILENT;
        } catch (IOException closed) {
            return STRANGER;
        }
    }
}
