package io.devmesh.benchmark.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * One request and its answer, to look at.
 *
 * @param head status line and headers
 */
public record SingleCall(int status, String head, byte[] body) {
    private static final int LARGEST_ANSWER = 1 << 20;

    public static SingleCall send(HttpPost request) {
        Answer answer = new Answer(LARGEST_ANSWER);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), request.port())) {
            socket.getOutputStream().write(request.bytes());
            int count;
            do {
                count = socket.getInputStream()
                        .read(answer.buffer(), answer.received(), LARGEST_ANSWER - answer.received());
                if (count < 0) {
                    throw new EOFException("the server has closed the connection");
                }
            } while (!answer.add(count));
            return new SingleCall(answer.status(), answer.head(), answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Optional<String> header(String name) {
        return Head.value(head, name);
    }

    /** How every further answer must be. */
    public Expected expected() {
        return new Expected(status, body.length);
    }
}
