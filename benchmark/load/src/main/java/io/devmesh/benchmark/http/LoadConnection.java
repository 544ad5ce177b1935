package io.devmesh.benchmark.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.HdrHistogram.Histogram;

/** One connection: sends a request, waits for the answer, sends the next. */
final class LoadConnection implements AutoCloseable {
    private static final int LARGEST_ANSWER = 1 << 20;

    private final SocketChannel channel;
    private final RequestSource requests;
    private final Expected expected;
    private final Histogram waits;
    private final Answer answer = new Answer(LARGEST_ANSWER);
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
    private long sentAt;

    LoadConnection(int port, Selector selector, RequestSource requests, Expected expected, Histogram waits)
            throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.requests = requests;
        this.expected = expected;
        this.waits = waits;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** The requests are small: they fit into the socket's buffer, because nothing else is in it. */
    void send() throws IOException {
        out.clear().put(requests.next()).flip();
        sentAt = System.nanoTime();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Reads what is there; true where an answer is complete, which is then counted. */
    boolean receive() throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count < 0) {
            throw new EOFException("the server has closed the connection");
        }
        in.flip().get(answer.buffer(), answer.received(), count);
        if (!answer.add(count)) {
            return false;
        }
        waits.recordValue(System.nanoTime() - sentAt);
        if (answer.status() != expected.status() || answer.bodyLength() != expected.bodyLength()) {
            throw new IllegalStateException("The server answered " + answer.status() + " with " + answer.bodyLength()
                    + " bytes instead of " + expected);
        }
        answer.clear();
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
