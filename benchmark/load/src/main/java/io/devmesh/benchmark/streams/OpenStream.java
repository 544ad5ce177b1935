package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.http.Head;
import io.devmesh.benchmark.http.HttpPost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a server keeps a stream open. */
final class OpenStream implements AutoCloseable {
    private static final String HEAD_END = "\r\n\r\n";
    private static final int LONGEST_HEAD = 8_192;
    private static final int LIMIT_MILLIS = 5_000;

    private final Socket socket;
    private boolean silent;

    private OpenStream(Socket socket) {
        this.socket = socket;
    }

    /** Returns when the server has answered with the head of a stream, or when it has said nothing for a while. */
    static OpenStream open(HttpPost request) throws IOException, StreamsRefusedException {
        OpenStream stream = openSilently(request);
        try {
            check(stream.readHead());
            return stream;
        } catch (SocketTimeoutException nothing) {
            stream.silent = true;
            return stream;
        } catch (IOException | StreamsRefusedException failure) {
            stream.close();
            throw failure;
        }
    }

    /** Waits for no answer. */
    static OpenStream openSilently(HttpPost request) throws IOException {
        OpenStream stream = new OpenStream(new Socket(InetAddress.getLoopbackAddress(), request.port()));
        stream.socket.setSoTimeout(LIMIT_MILLIS);
        stream.socket.getOutputStream().write(request.bytes());
        return stream;
    }

    /** Whether the server keeps the head back until it has something to say, as the Java SDK does. */
    boolean isSilent() {
        return silent;
    }

    private static void check(String head) throws StreamsRefusedException {
        String status = head.lines().findFirst().orElse("nothing").replaceFirst("HTTP/1.1 ", "");
        boolean events = Head.value(head, "Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        if (!status.startsWith("200") || !events) {
            throw new StreamsRefusedException("answered " + status);
        }
    }

    private String readHead() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && head.size() < LONGEST_HEAD) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith(HEAD_END)) {
                break;
            }
            next = in.read();
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Whether the server has not closed it; reads what has come meanwhile. */
    boolean isOpen() throws IOException {
        byte[] some = new byte[1_024];
        socket.setSoTimeout(1);
        try {
            int count;
            do {
                count = socket.getInputStream().read(some);
            } while (count > 0);
            return false;
        } catch (SocketTimeoutException nothingMore) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
