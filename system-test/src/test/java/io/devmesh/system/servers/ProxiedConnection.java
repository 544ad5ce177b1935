package io.devmesh.system.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection of a {@link TcpProxy}: two sockets and a thread for each direction. */
final class ProxiedConnection {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int RESET_SECONDS = 0;

    private final SocketChannel client;
    private final SocketChannel server;
    private final InetSocketAddress target;
    private final Gate gate;
    private final Consumer<ProxiedConnection> ended;
    private final Object closing = new Object();
    private final AtomicInteger directions = new AtomicInteger(2);

    /**
     * @param ended is called once neither side can send any more
     * @param gate what every byte, and every news of an end, must pass
     */
    ProxiedConnection(SocketChannel client, InetSocketAddress target, Gate gate, Consumer<ProxiedConnection> ended)
            throws IOException {
        this.client = client;
        this.server = SocketChannel.open();
        // What is small waits for no acknowledgement, as between the two sides themselves.
        for (SocketChannel side : List.of(client, server)) {
            side.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        this.target = target;
        this.gate = gate;
        this.ended = ended;
    }

    void start() {
        Thread.ofVirtual().start(this::connect);
    }

    /** Ends both sides at once, with a reset; returns when they are ended, whoever did it. */
    void reset() {
        end(true);
    }

    private void connect() {
        try {
            pass();
            server.connect(target);
        } catch (IOException away) {
            reset();
            return;
        }
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                pass();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            pass();
            to.shutdownOutput();
            endDirection();
        } catch (IOException broken) {
            pass();
            reset();
        }
    }

    private void pass() {
        gate.pass(() -> !client.isOpen());
    }

    private void endDirection() {
        if (directions.decrementAndGet() == 0) {
            end(false);
        }
    }

    private void end(boolean withReset) {
        synchronized (closing) {
            try {
                for (SocketChannel side : List.of(client, server)) {
                    if (side.isOpen() && withReset) {
                        side.setOption(StandardSocketOptions.SO_LINGER, RESET_SECONDS);
                    }
                    side.close();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        gate.recheck();
        ended.accept(this);
    }
}
