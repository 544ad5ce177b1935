package io.devmesh.bridge;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The requests that the client waits for. */
final class InFlight {
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    void start(Exchange exchange) {
        exchanges.removeIf(Exchange::isOver);
        exchanges.add(exchange);
        exchange.start();
    }

    /**
     * Closes the stream of a request that stands alone, which is how HTTP cancels it. Another one goes on, until its
     * server has heard of it, but nobody waits for it any more.
     *
     * @return whether a stream was closed
     */
    boolean cancel(JsonNode id) {
        boolean closed = false;
        for (Exchange exchange : exchanges) {
            if (exchange.isOver() || !exchange.awaits(id)) {
                continue;
            }
            if (exchange.isStateless()) {
                exchange.cancel();
                closed = true;
            } else {
                exchange.abandon();
            }
        }
        return closed;
    }

    /** Returns when all are answered that will be by themselves, or after {@code limit}. */
    void awaitAnswers(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Exchange exchange : exchanges) {
            if (exchange.isWaitedFor()) {
                exchange.awaitAnswer(end - System.nanoTime());
            }
        }
    }

    void cancelAll() {
        exchanges.forEach(Exchange::cancel);
    }
}
