package io.devmesh.benchmark.jobpeer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Locale;

/** {@code POST /drain} runs all jobs and answers with how long they took. */
record DrainHandler(JobQueue queue) implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        JobQueue.Outcome outcome = queue.drain();
        Answers.send(
                exchange,
                String.format(
                        Locale.ROOT,
                        "{\"jobs\":%d,\"left\":%d,\"seconds\":%.6f}",
                        outcome.jobs(),
                        outcome.left(),
                        outcome.nanos() / 1e9));
    }
}
