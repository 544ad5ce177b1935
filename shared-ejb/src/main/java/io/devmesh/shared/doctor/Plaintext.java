package io.devmesh.shared.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** What came back when PING was said to a new connection. */
sealed interface Plaintext {
    /** An answer in Redis's protocol; {@code line} without its first character and its end. */
    record Redis(boolean error, String line) implements Plaintext {}

    /** A TLS record: only a server that speaks TLS sends one. */
    record TlsAlert() implements Plaintext {}

    /** The connection was closed without an answer. */
    record Closed(String how) implements Plaintext {}

    /** Nothing came. */
    record Silence() implements Plaintext {}

    /** Something else than Redis. */
    record Stranger(String start) implements Plaintext {}

    /** Says PING over {@code socket}, which stays open. */
    static Plaintext ping(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        } catch (SocketTimeoutException silent) {
            return new Silence();
        } catch (javax.net.ssl.SSLException tls) {
            throw tls;
        } catch (IOException broken) {
            return new Closed(String.valueOf(broken.getMessage()));
        }
    }

    private static Plaintext read(InputStream in) throws IOException {
        int first = in.read();
        return switch (first) {
            case -1 -> new Closed("closed without an answer");
            case 0x15, 0x16 -> new TlsAlert();
            case '+' -> new Redis(false, line(in));
            case '-' -> new Redis(true, line(in));
            default -> new Stranger((char) first + line(in));
        };
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.length() < 200) {
            line.append(next >= ' ' && next < 0x7f ? (char) next : ' ');
            next = in.read();
        }
        return line.toString().strip();
    }
}
