package io.devmesh.bridge;

import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Passes what the server says to one message of the client on, and sees to it that each request in it gets one answer. */
final class Delivery {
    private final SequencedMap<JsonNode, String> missing;
    private final boolean stateless;
    private final Connection connection;
    private final Consumer<String> out;
    private final CountDownLatch answered = new CountDownLatch(1);
    private boolean closed;

    /** @param out takes messages as JSON texts */
    Delivery(ClientMessage message, Connection connection, Consumer<String> out) {
        this.missing = message.requests();
        this.stateless = message.statelessVersion().isPresent();
        this.connection = connection;
        this.out = out;
        noteWhetherComplete();
    }

    /** A message of the server, or a batch of them. */
    synchronized void deliver(String text) {
        if (closed) {
            return;
        }
        Optional<JsonNode> json = ServerMessages.parse(text);
        if (json.isEmpty()) {
            connection.log().say("the server sent something that is no message, which is left out");
            return;
        }
        boolean changed = false;
        for (JsonNode each : ServerMessages.each(json.get())) {
            changed |= isResponse(each) && learn(each);
        }
        out.accept(changed ? json.get().toString() : text);
        noteWhetherComplete();
    }

    private void noteWhetherComplete() {
        if (isComplete()) {
            answered.countDown();
        }
    }

    private static boolean isResponse(JsonNode message) {
        return message.has("id") && !message.has("method");
    }

    /** Returns whether the message was changed. */
    private boolean learn(JsonNode response) {
        String method = missing.remove(response.get("id"));
        JsonNode result = response.path("result");
        return switch (method) {
            case ClientMessage.INITIALIZE -> {
                String version = result.path("protocolVersion").stringValueOpt().orElse("");
                if (!version.isEmpty() && HeaderValue.isPlain(version)) {
                    connection.session().agree(version);
                }
                yield false;
            }
            case ClientMessage.TOOLS_LIST -> stateless && connection.tools().learn(result);
            case null, default -> false;
        };
    }

    /** Whether each request has its answer, or wants none any more. */
    synchronized boolean isComplete() {
        return closed || missing.isEmpty();
    }

    /** Answers what has no answer yet with the error that the server gave. */
    synchronized void refuse(Refusal refusal) {
        while (!isComplete()) {
            out.accept(refusal.answerTo(missing.pollFirstEntry().getKey()));
        }
        noteWhetherComplete();
    }

    /** Answers what has no answer yet. */
    synchronized void fail(Problem problem) {
        while (!isComplete()) {
            out.accept(problem.answerTo(Optional.of(missing.pollFirstEntry().getKey())));
        }
        noteWhetherComplete();
    }

    /** Nothing more goes to the client. */
    synchronized void close() {
        closed = true;
        noteWhetherComplete();
    }

    /** Returns when it is complete, or after {@code nanos}. */
    void await(long nanos) throws InterruptedException {
        answered.await(nanos, TimeUnit.NANOSECONDS);
    }
}
