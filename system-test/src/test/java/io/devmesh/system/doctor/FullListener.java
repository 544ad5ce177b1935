package io.devmesh.system.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Listens and never accepts, and its queue is full, so that the kernel drops whatever else comes. */
final class FullListener implements AutoCloseable {
    private static final int ENOUGH = 10;
    private static final int TIMEOUT_MILLIS = 200;

    private final ServerSocket server;
    private final List<Socket> queue = new ArrayList<>();

    private FullListener(ServerSocket server) {
        this.server = server;
    }

    static FullListener open() {
        try {
            FullListener listener =
                    new FullListener(new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
            listener.fill();
            return listener;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void fill() throws IOException {
        for (int turn = 0; turn < ENOUGH; turn++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), TIMEOUT_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : queue) {
                socket.close();
            }
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
