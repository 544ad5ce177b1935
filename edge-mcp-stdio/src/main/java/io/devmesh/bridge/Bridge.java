package io.devmesh.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/** Takes the client's messages to the server, one after the other, without waiting for answers. */
final class Bridge {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final MessageReader in;
    private final ClientOutput out;
    private final Connection connection;
    private final InFlight inFlight = new InFlight();

    /** What gets no answer goes one by one, because nothing else would keep it in order. */
    private final ExecutorService unanswered =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    private Optional<ServerStream> serverStream = Optional.empty();

    /** @param timeout how long to wait for an answer while nothing is heard */
    Bridge(Endpoint endpoint, ApiKey key, Streams streams, Duration timeout) {
        Log log = new Log(streams.err());
        this.in = new MessageReader(streams.in());
        this.out = new ClientOutput(streams.out(), log);
        this.connection = new Connection(
                new Upstream(endpoint, key),
                new Problems(endpoint),
                new Session(),
                new ToolHeaders(log),
                new Watch(timeout),
                log);
    }

    /** Returns when the client has closed its end, and has its answers or has waited long enough for them. */
    void run() {
        try {
            for (Optional<byte[]> line = in.next(); line.isPresent(); line = in.next()) {
                take(line.get());
            }
            awaitAnswers();
        } catch (IOException unreadable) {
            connection.log().say("standard input can't be read: " + unreadable.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        serverStream.ifPresent(ServerStream::close);
        inFlight.cancelAll();
        endSession();
    }

    private void take(byte[] line) throws InterruptedException {
        try {
            if (in.isTooLong(line)) {
                out.write(Problem.unreadable("The message is too long").answerTo(Optional.empty()));
            } else {
                take(ClientMessage.parse(line));
            }
        } catch (JacksonException notJson) {
            out.write(Problem.unreadable("The line is not valid JSON").answerTo(Optional.empty()));
        }
    }

    private void take(ClientMessage message) throws InterruptedException {
        Exchange exchange = new Exchange(message, connection, out::write);
        switch (message.method()) {
            // What follows needs what the server says to these two.
            case ClientMessage.INITIALIZE -> exchange.complete();
            case ClientMessage.INITIALIZED -> {
                exchange.complete();
                if (exchange.isAccepted()) {
                    openServerStream();
                }
            }
            case ClientMessage.CANCELLED -> {
                if (!isCancelledHere(message)) {
                    unanswered.execute(exchange);
                }
            }
            default -> {
                if (message.requests().isEmpty()) {
                    unanswered.execute(exchange);
                } else {
                    inFlight.start(exchange);
                }
            }
        }
    }

    /** The newer era has no such message on HTTP; a server of the older one must see it. */
    private boolean isCancelledHere(ClientMessage message) {
        return inFlight.cancel(message.params().path("requestId"))
                || message.statelessVersion().isPresent()
                || !connection.session().hasBegun();
    }

    private void openServerStream() {
        serverStream.ifPresent(ServerStream::close);
        ServerStream stream = new ServerStream(connection, out::write);
        serverStream = Optional.of(stream);
        stream.start();
    }

    private void awaitAnswers() throws InterruptedException {
        long end = System.nanoTime() + LAST_ANSWERS.toNanos();
        unanswered.shutdown();
        inFlight.awaitAnswers(LAST_ANSWERS);
        if (!unanswered.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            unanswered.shutdownNow();
        }
    }

    /** Tells the server that its session is not needed any more; only the first call does. */
    void endSession() {
        Optional<Map<String, String>> headers = connection.session().end();
        if (headers.isEmpty()) {
            return;
        }
        try {
            connection.upstream().delete(headers.get(), GOODBYE);
        } catch (IOException unreachable) {
            connection.log().say("the session could not be ended, and will expire: " + unreachable.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
