package io.devmesh.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class FreePort {
    private static final int CONNECT_MILLIS = 500;
    private static final int ATTEMPTS = 200;
    private static final int FIRST = 15_000;

    /** Linux lends ports from 32,768 on, macOS from 49,152 on. */
    private static final int BEFORE_EPHEMERAL = 32_000;

    private FreePort() {}

    /** A port that nobody listens on now, and that the system will not lend to an outgoing connection meanwhile. */
    public static int find() {
        return ThreadLocalRandom.current()
                .ints(FIRST, BEFORE_EPHEMERAL)
                .limit(ATTEMPTS)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow(() -> new StartupException(
                        "No free port was found from " + FIRST + " to " + BEFORE_EPHEMERAL + ": end what uses them."));
    }

    /** True where a server could listen on {@code port} on all interfaces and nobody answers there already. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException taken) {
            return false;
        }
        return !answers(port);
    }

    /** Some systems let a wildcard and a loopback listener share a port, and give callers the second. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
