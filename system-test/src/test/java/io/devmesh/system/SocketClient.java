package io.devmesh.system;

import static io.devmesh.system.EventStream.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A client on one WebSocket. Messages are in JSON with single quotes. */
final class SocketClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration STEP = Duration.ofMillis(10);
    private static final int OPEN = 0;
    private static final int BROKEN = 1006;

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger pongs = new AtomicInteger();
    private final AtomicInteger closeCode = new AtomicInteger(OPEN);
    private final AtomicBoolean reads;
    private final WebSocket socket;

    private SocketClient(WebSocket.Builder builder, URI uri, boolean reads) {
        this.reads = new AtomicBoolean(reads);
        this.socket = builder.subprotocols("mcp").buildAsync(uri, new Reader()).join();
    }

    static SocketClient connect(EdgeClient edge) {
        return new SocketClient(builder(edge), uri(edge), true);
    }

    /** With an access token, or a key, as {@code Authorization: Bearer}. */
    static SocketClient connectAsBearer(EdgeClient edge) {
        return new SocketClient(
                HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + edge.apiKey()), uri(edge), true);
    }

    /** As a web page does. */
    static SocketClient connect(EdgeClient edge, String origin) {
        return new SocketClient(builder(edge).header("Origin", origin), uri(edge), true);
    }

    /** Reads nothing before {@link #read}. */
    static SocketClient connectUnread(EdgeClient edge) {
        return new SocketClient(builder(edge), uri(edge), false);
    }

    /** Begins a session of 2025-11-25 in which the client can be asked for a form. */
    SocketClient initialize() {
        JsonNode answer = ask("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
                + "'capabilities':{'elicitation':{}},'clientInfo':{'name':'test','version':'1'}}}");
        if (!answer.has("result")) {
            throw new AssertionError(answer.toString());
        }
        return this;
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    synchronized void send(String message) {
        socket.sendText(message.replace('\'', '"'), true).join();
    }

    /** Sends a message and returns the next one that comes. */
    JsonNode ask(String message) {
        int before = messages.size();
        send(message);
        await("an answer").atMost(PATIENCE).until(() -> messages.size() > before);
        return messages.get(before);
    }

    void call(int id, String tool, String arguments) {
        send("{'jsonrpc':'2.0','id':" + id + ",'method':'tools/call','params':{'name':'" + tool + "','arguments':"
                + arguments + ",'_meta':{'progressToken':" + id + "}}}");
    }

    void cancel(int id) {
        send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':" + id + "}}");
    }

    void ping() {
        socket.sendPing(ByteBuffer.allocate(0)).join();
    }

    int pongs() {
        return pongs.get();
    }

    List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** Results and errors, of that request. */
    List<JsonNode> answers(int id) {
        return messages.stream()
                .filter(message -> message.has("result") || message.has("error"))
                .filter(message -> message.path("id").asInt(-1) == id)
                .toList();
    }

    JsonNode awaitAnswer(int id) {
        await("an answer to " + id).atMost(PATIENCE).until(() -> !answers(id).isEmpty() || closeCode.get() != OPEN);
        return answers(id).stream().findFirst().orElseThrow(() -> new AssertionError("no answer in " + this));
    }

    /** The first request or notification of that method. */
    JsonNode awaitMessage(String method) {
        await(method)
                .atMost(PATIENCE)
                .until(() -> messages.stream().anyMatch(message -> isOf(method, message)) || closeCode.get() != OPEN);
        return messages.stream()
                .filter(message -> isOf(method, message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + method + " in " + this));
    }

    /** The first that is {@code wanted} of those that follow the first {@code skipped}. */
    JsonNode awaitMessage(int skipped, Predicate<JsonNode> wanted) {
        return await("a message")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(STEP)
                .until(
                        () -> messages.stream()
                                .skip(skipped)
                                .filter(wanted)
                                .findFirst()
                                .orElse(Json.mapper().missingNode()),
                        message -> !message.isMissingNode());
    }

    boolean isClosed() {
        return closeCode.get() != OPEN;
    }

    /** The code with which the server closed; 1006 where the connection was lost. */
    int awaitClose() {
        await("the end of " + this).atMost(PATIENCE).until(() -> closeCode.get() != OPEN);
        return closeCode.get();
    }

    void read() {
        reads.set(true);
        socket.request(1);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static boolean isOf(String method, JsonNode message) {
        return message.path("method").asString("").equals(method);
    }

    private static WebSocket.Builder builder(EdgeClient edge) {
        return HTTP.newWebSocketBuilder().header("X-API-Key", edge.apiKey());
    }

    private static URI uri(EdgeClient edge) {
        return URI.create("ws://127.0.0.1:" + edge.port() + "/ws");
    }

    @Override
    public String toString() {
        return closeCode + " " + messages;
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            if (reads.get()) {
                opened.request(1);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(Json.mapper().readTree(text.toString()));
                text.setLength(0);
            }
            open.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket open, ByteBuffer message) {
            pongs.incrementAndGet();
            open.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket closed, int code, String reason) {
            closeCode.compareAndSet(OPEN, code);
            return null;
        }

        @Override
        public void onError(WebSocket broken, Throwable failure) {
            closeCode.compareAndSet(OPEN, BROKEN);
        }
    }
}
