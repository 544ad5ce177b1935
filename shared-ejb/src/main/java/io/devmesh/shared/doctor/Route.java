package io.devmesh.shared.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way to a server: its name is looked up, then one TCP connection is made.
 *
 * @param connectTimeout of the look-up and of the connect, each
 * @param readTimeout of each answer later
 */
record Route(String host, int port, Duration connectTimeout, Duration readTimeout) {
    /** Why there is no connection. */
    enum Obstacle {
        UNKNOWN_HOST,
        NO_ANSWER_TO_LOOKUP,
        REFUSED,
        TIMEOUT,
        UNREACHABLE
    }

    /** The outcome. */
    sealed interface Outcome {
        /** There is one, to {@code address}. */
        record Connected(Socket socket, InetAddress address) implements Outcome {}

        /** There is none; {@code seen} is without the host's name. */
        record Blocked(Obstacle obstacle, String seen) implements Outcome {}
    }

    Outcome open() {
        try {
            return connect(lookUp());
        } catch (UnknownHostException unknown) {
            return new Outcome.Blocked(Obstacle.UNKNOWN_HOST, "no address was found for the name");
        } catch (TimeoutException slow) {
            return new Outcome.Blocked(
                    Obstacle.NO_ANSWER_TO_LOOKUP, "the look-up of the name took longer than " + millis(connectTimeout));
        }
    }

    private Outcome connect(InetAddress address) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), (int) connectTimeout.toMillis());
            socket.setSoTimeout((int) readTimeout.toMillis());
            socket.setTcpNoDelay(true);
            return new Outcome.Connected(socket, address);
        } catch (IOException failure) {
            Sockets.close(socket);
            String seen = address.getHostAddress() + ": " + failure.getMessage();
            return switch (failure) {
                case SocketTimeoutException slow ->
                    new Outcome.Blocked(
                            Obstacle.TIMEOUT,
                            address.getHostAddress() + ": no answer within " + millis(connectTimeout));
                case ConnectException slow
                when String.valueOf(slow.getMessage()).contains("timed out") ->
                    new Outcome.Blocked(Obstacle.TIMEOUT, seen);
                case NoRouteToHostException none -> new Outcome.Blocked(Obstacle.UNREACHABLE, seen);
                case ConnectException refused -> new Outcome.Blocked(Obstacle.REFUSED, seen);
                default -> new Outcome.Blocked(Obstacle.UNREACHABLE, seen);
            };
        }
    }

    /** In a thread of its own, because a look-up has no time-out. */
    private InetAddress lookUp() throws UnknownHostException, TimeoutException {
        CompletableFuture<InetAddress> found = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                found.complete(InetAddress.getByName(host));
            } catch (UnknownHostException unknown) {
                found.completeExceptionally(unknown);
            }
        });
        try {
            return found.get(connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException unknown) {
            throw new UnknownHostException(host);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TimeoutException();
        }
    }

    static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
