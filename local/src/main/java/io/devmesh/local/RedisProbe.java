package io.devmesh.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a Redis of this machine for a PING, without a client library. */
record RedisProbe(RedisEndpoint endpoint) {
    private static final int TIMEOUT_MILLIS = 1_000;

    /**
     * True where Redis serves, even where it first wants a password; false while it still loads its data. With TLS true
     * where it accepts connections: more would take a certificate that it trusts.
     */
    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
            if (endpoint.tls()) {
                return true;
            }
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = reader.readLine();
            return answer != null && (answer.startsWith("+PONG") || answer.startsWith("-NOAUTH"));
        } catch (IOException away) {
            return false;
        }
    }
}
