package io.devmesh.benchmark.jobpeer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** {@code POST /fill?jobs=N&bytes=B} leaves N jobs waiting. */
record FillHandler(JobQueue queue) implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        int jobs = Query.number(exchange.getRequestURI(), "jobs");
        queue.fill(jobs, Query.number(exchange.getRequestURI(), "bytes"));
        Answers.send(exchange, "{\"jobs\":%d}".formatted(jobs));
    }
}
