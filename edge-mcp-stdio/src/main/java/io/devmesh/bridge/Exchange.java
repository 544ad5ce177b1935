package io.devmesh.bridge;

import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One message of the client on its way to the server, and what comes back, in a thread of its own. */
final class Exchange implements Runnable {
    private final ClientMessage message;
    private final Connection connection;
    private final Delivery delivery;
    private final Thread thread = Thread.ofVirtual().unstarted(this);
    private volatile boolean accepted;
    private volatile boolean abandoned;

    /** Starts nothing yet. */
    Exchange(ClientMessage message, Connection connection, Consumer<String> out) {
        this.message = message;
        this.connection = connection;
        this.delivery = new Delivery(message, connection, out);
    }

    boolean isStateless() {
        return message.statelessVersion().isPresent();
    }

    boolean awaits(JsonNode id) {
        return message.requests().containsKey(id);
    }

    void start() {
        thread.start();
    }

    /** Starts it, and returns when it is over. */
    void complete() throws InterruptedException {
        start();
        thread.join();
    }

    /** Whether the server took the message. */
    boolean isAccepted() {
        return accepted;
    }

    boolean isOver() {
        return delivery.isComplete();
    }

    /** Returns when the client waits for nothing of it any more, or after {@code nanos}. */
    void awaitAnswer(long nanos) throws InterruptedException {
        delivery.await(nanos);
    }

    /** Whether the client still wants the answer, and there will be one by itself. */
    boolean isWaitedFor() {
        return !abandoned && !isSubscription();
    }

    /** One goes on until the client, or the server, has had enough. */
    private boolean isSubscription() {
        return message.is(ClientMessage.LISTEN);
    }

    void abandon() {
        abandoned = true;
    }

    /** Ends it without an answer. The server sees its stream closed. */
    void cancel() {
        delivery.close();
        thread.interrupt();
    }

    @Override
    public void run() {
        Watch watch = connection.watch();
        Watch.Wait wait = isSubscription() ? watch.beginWithoutLimit() : watch.begin();
        try (wait) {
            accepted = new Post(message, connection, delivery, wait).send();
        } catch (IOException failure) {
            end(wait.isExpired() ? silent() : connection.problems().of(failure));
        } catch (InterruptedException ended) {
            if (wait.isExpired()) {
                end(silent());
            }
        } finally {
            // Whatever happened: the client must not wait for ever.
            delivery.fail(Problem.of("The bridge failed; its standard error says how"));
        }
    }

    private Problem silent() {
        return connection.problems().silent(connection.watch().limit());
    }

    /** What no request waits for is told to people. */
    private void end(Problem problem) {
        if (delivery.isComplete()) {
            connection.log().say(message.method() + ": " + problem.message());
        }
        delivery.fail(problem);
    }
}
