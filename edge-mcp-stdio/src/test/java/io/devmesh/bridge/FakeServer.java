package io.devmesh.bridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** An MCP endpoint that does what a test tells it, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {
    /** Plays the server for one request. */
    @FunctionalInterface
    interface Play {
        void answer(Asked asked, Reply reply) throws IOException;
    }

    /**
     * A request that came.
     *
     * @param body as it came, empty where there was none
     */
    record Asked(String verb, Map<String, List<String>> headers, String body) {
        JsonNode json() {
            return Json.mapper().readTree(body);
        }

        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst();
        }

        /** Of JSON-RPC, else of HTTP. */
        String method() {
            return body.startsWith("{") ? json().path("method").asString("") : verb;
        }
    }

    private final Map<String, Play> plays = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        on("GET", (request, reply) -> reply.empty(405));
        on("DELETE", (request, reply) -> reply.empty(204));
        on("notifications/initialized", (request, reply) -> reply.empty(202));
    }

    /** @param method of JSON-RPC, or GET, DELETE or POST for all that has no play of its own */
    void on(String method, Play play) {
        plays.put(method, play);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    /** All requests with this method, in their order. */
    List<Asked> asked(String method) {
        return asked.stream().filter(each -> each.method().equals(method)).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            asked.add(request);
            Play play = plays.getOrDefault(request.method(), plays.get(request.verb()));
            if (play == null) {
                new Reply(exchange).empty(500);
            } else {
                play.answer(request, new Reply(exchange));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
