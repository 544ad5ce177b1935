package io.devmesh.system;

import static io.devmesh.system.EventStream.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EventStream.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What one server does with streams and connections, and with those who misuse them. */
class StreamsIT {
    private static final int IN_FLIGHT = 4;
    private static final int MAX_BODY = 1 << 20;
    private static final String LONG = "'seconds':300}";
    private static final String FLOOD = "'mebibytes':256}";
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    private static final String PING = "{'jsonrpc':'2.0','id':99,'method':'ping'}";
    private static final String UPGRADE = """
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==""";
    private static final String MESSAGE = """
            Content-Type: application/json
            Accept: application/json, text/event-stream
            Content-Length: %d""".formatted(PING.length());

    private static Stack stack;
    private static EdgeClient edge;
    private static StatelessClient stateless;

    @BeforeAll
    static void start() {
        stack = Stack.startWithFixtures(
                "streams",
                Map.of(
                        "EDGE_MCP_SOCKET_IN_FLIGHT", Integer.toString(IN_FLIGHT),
                        "EDGE_MCP_MAX_BODY", "1MiB",
                        "EDGE_MCP_ALLOWED_ORIGINS", "https://app.example.com",
                        "EDGE_MCP_ALLOWED_HOSTS", "mcp.example.com"));
        edge = stack.edge();
        stateless = new StatelessClient(edge);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void becomesAStreamWithCommentsWhileAToolSaysNothing() {
        try (EventStream call = stateless.call("test_watched_wait", "{'label':'silent'," + LONG)) {
            assertThat(call.isStream()).isTrue();
            await().atMost(PATIENCE).until(() -> call.comments() >= 3);
            assertThat(call.state()).isEqualTo(State.OPEN);
            assertThat(call.events()).isEmpty();
        }
    }

    @Test
    void bringsNewsWhileTheToolGoesOn() {
        try (EventStream call = stateless.call("slow_compute", "{" + LONG)) {
            call.awaitMessage("notifications/progress");

            assertThat(call.state()).isEqualTo(State.OPEN);
            assertThat(call.answers()).isEmpty();
        }
    }

    @Test
    void stopsACallWhoseClientEndsTheStream() {
        EventStream call = stateless.call("test_watched_wait", "{'label':'closed'," + LONG);
        assertThat(fateOf("closed")).isEqualTo("working");

        call.close();

        awaitCancelled("closed");
    }

    @Test
    void holdsNoThreadForAThousandListenersAndTellsThemAll() throws IOException {
        int before = threads();
        List<EventStream> listeners = IntStream.range(0, 1_000)
                .mapToObj(id -> stateless.listen(id, "{'toolsListChanged':true}"))
                .toList();
        awaitEach(listeners, ACKNOWLEDGED);
        await().atMost(PATIENCE).until(() -> threads() < before + 100);

        trigger();

        awaitEach(listeners, TOOLS_CHANGED);
        assertThat(listeners)
                .allMatch(listener -> listener.messages(TOOLS_CHANGED).size() == 1);
        listeners.forEach(EventStream::close);
    }

    @Test
    void letsGoOfClientsThatDoNotReadAndServesTheOthers() {
        List<String> labels = IntStream.range(0, 3).mapToObj(i -> "unread-" + i).toList();
        List<EventStream> unread = labels.stream()
                .map(label -> EventStream.openUnread(
                        stateless.callRequest("test_watched_flood", "{'label':'" + label + "'," + FLOOD)))
                .toList();

        labels.forEach(StreamsIT::awaitCancelled);

        assertThat(edge.get("/health/ready").status()).isEqualTo(200);
        unread.forEach(EventStream::read);
        unread.forEach(stream -> {
            stream.awaitOver();
            assertThat(stream.answers()).isEmpty();
        });
    }

    @Test
    void letsGoOfASocketThatDoesNotRead() {
        SocketClient unread = SocketClient.connectUnread(edge);
        unread.call(1, "test_watched_flood", "{'label':'unread-socket'," + FLOOD);

        awaitCancelled("unread-socket");

        assertThat(edge.get("/health/ready").status()).isEqualTo(200);
        unread.read();
        assertThat(unread.awaitClose()).isEqualTo(1013);
    }

    @Test
    void refusesABodyThatTurnsOutToBeTooLarge() {
        byte[] body = new byte[MAX_BODY + 1];
        HttpRequest.Builder ofUnknownLength = edge.mcpRequest(body)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(edge.send(ofUnknownLength).status()).isEqualTo(413);
    }

    @Test
    void refusesABodyThatGrowsWhenItIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\""
                            + "0".repeat(64 * MAX_BODY) + "\"}}")
                    .getBytes(UTF_8));
        }
        assertThat(packed.size()).isLessThan(MAX_BODY);

        assertThat(edge.send(edge.mcpRequest(packed.toByteArray()).header("Content-Encoding", "gzip"))
                        .status())
                .isIn(400, 413, 415);
    }

    @Test
    void refusesAStreamToWhoeverAcceptsNone() {
        assertThat(edge.send(edge.mcpRequest(new byte[0])
                                .setHeader("Accept", "application/json")
                                .GET())
                        .status())
                .isEqualTo(406);
        assertThat(edge.send(stateless
                                .callRequest("slow_compute", "{'seconds':0}")
                                .setHeader("Accept", "application/json"))
                        .status())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://app.example.com.evil.example.com",
                "http://app.example.com",
                "https://app.example.com:8443",
                "http://localhost.evil.example.com",
                "http://127.0.0.1.evil.example.com",
                "http://localhost@evil.example.com",
                "http://[::2]:3000",
                "http://[::1].evil.example.com",
                "https://app.example.com.",
                "https://xapp.example.com",
                "https://app.example.com, https://evil.example.com",
                "file://",
                "null"
            })
    void refusesPagesOfOthers(String origin) {
        assertThat(edge.send(pingFrom(origin)).status()).isEqualTo(403);
        assertThatThrownBy(() -> SocketClient.connect(edge, origin))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "HTTPS://APP.EXAMPLE.COM",
                "http://localhost",
                "http://localhost:3000",
                "https://127.0.0.1:3000",
                "http://[::1]:3000"
            })
    void servesPagesThatMayCall(String origin) {
        assertThat(edge.send(pingFrom(origin)).status()).isEqualTo(200);
        try (SocketClient socket = SocketClient.connect(edge, origin)) {
            assertThat(socket.ask(PING).has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.com", "mcp.example.com.evil.example.com", "localhost.evil.example.com:8082"})
    void refusesToBeCalledByNamesThatAreNotItsOwn(String host) throws IOException {
        assertThat(statusOf("POST /mcp", host)).isEqualTo(403);
        assertThat(statusOf("GET /ws", host)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp.example.com", "MCP.example.com:443", "localhost", "127.0.0.1:8082", "[::1]:8082"})
    void servesWhoeverCallsItByItsNames(String host) throws IOException {
        assertThat(statusOf("POST /mcp", host)).isEqualTo(200);
        assertThat(statusOf("GET /ws", host)).isEqualTo(101);
    }

    @Test
    void worksOnRequestsOfASocketSideBySide() {
        try (SocketClient socket = SocketClient.connect(edge).initialize()) {
            socket.call(1, "test_watched_wait", "{'label':'slow','seconds':3}");
            socket.call(2, "test_watched_wait", "{'label':'quick','seconds':0}");

            assertThat(socket.awaitAnswer(2).has("result")).isTrue();
            assertThat(socket.answers(1)).isEmpty();
            assertThat(socket.awaitAnswer(1).has("result")).isTrue();
        }
    }

    @Test
    void refusesMoreRequestsOfASocketThanItMayHaveInFlight() {
        try (SocketClient socket = SocketClient.connect(edge).initialize()) {
            IntStream.rangeClosed(1, IN_FLIGHT)
                    .forEach(id -> socket.call(id, "test_watched_wait", "{'label':'flight-" + id + "'," + LONG));
            IntStream.rangeClosed(1, IN_FLIGHT).forEach(id -> awaitFate("flight-" + id, "working"));

            socket.send(PING);

            assertThat(socket.awaitAnswer(99).path("error").path("message").stringValue())
                    .contains("in flight");
            socket.cancel(1);
            awaitFate("flight-1", "cancelled");
            socket.call(5, "test_simple_text", "{}");
            assertThat(socket.awaitAnswer(5).has("result")).isTrue();
            assertThat(socket.answers(1)).isEmpty();
        }
        awaitFate("flight-2", "cancelled");
    }

    @Test
    void answersThePingOfASocket() {
        try (SocketClient socket = SocketClient.connect(edge)) {
            socket.ping();

            await().atMost(PATIENCE).until(() -> socket.pongs() == 1);
        }
    }

    @Test
    void asksOverTheSocket() {
        try (SocketClient socket = SocketClient.connect(edge).initialize()) {
            socket.call(1, "test_elicitation", "{'message':'Who are you?'}");
            String request =
                    socket.awaitMessage("elicitation/create").path("id").stringValue();

            socket.send("{'jsonrpc':'2.0','id':'" + request
                    + "','result':{'action':'accept','content':{'username':'ada','email':'ada@example.com'}}}");

            assertThat(socket.awaitAnswer(1).path("result").toString()).contains("ada@example.com");
        }
    }

    /** A call that takes long has a thread of its own, which must know it too. */
    @ParameterizedTest
    @ValueSource(strings = {"header", "message"})
    void logsACallThatBreaksUnderTheTraceOfItsCaller(String where) {
        String trace = UUID.randomUUID().toString().replace("-", "");
        String traceparent = "00-" + trace + "-00f067aa0ba902b7-01";
        String meta = where.equals("message") ? ",'_meta':{'traceparent':'" + traceparent + "'}" : "";
        HttpRequest.Builder call = edge.mcpRequest(
                ("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'protocol_error_job','arguments':{}"
                                + meta + "}}")
                        .replace('\'', '"')
                        .getBytes(UTF_8));
        if (where.equals("header")) {
            call.header("traceparent", traceparent);
        }

        edge.send(call);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readAllLines(stack.log("edge-1")))
                        .anyMatch(line ->
                                line.contains("\"ext_trace_id\":\"" + trace) && line.contains("A request failed")));
    }

    @Test
    void takesAMessageThatComesInManyFrames() {
        try (SocketClient socket = SocketClient.connect(edge)) {
            JsonNode answer = socket.ask(
                    "{'jsonrpc':'2.0','id':1,'method':'ping','params':{'x':'" + "x".repeat(MAX_BODY / 2) + "'}}");

            assertThat(answer.path("id").intValue()).isEqualTo(1);
            assertThat(answer.has("result")).isTrue();
        }
    }

    @Test
    void closesASocketWhoseMessageIsTooLarge() {
        try (SocketClient socket = SocketClient.connect(edge)) {
            assertThat(socket.ask(PING).has("result")).isTrue();

            socket.send("{'jsonrpc':'2.0','id':1,'method':'ping','params':{'x':'" + "x".repeat(MAX_BODY) + "'}}");

            assertThat(socket.awaitClose()).isEqualTo(1009);
        }
    }

    private static HttpRequest.Builder pingFrom(String origin) {
        return edge.mcpRequest(PING.replace('\'', '"').getBytes(UTF_8)).header("Origin", origin);
    }

    /** HttpClient lets nobody choose the Host. */
    private static int statusOf(String request, String host) throws IOException {
        String ping = PING.replace('\'', '"');
        String head = """
                %s HTTP/1.1
                Host: %s
                X-API-Key: %s
                %s

                """.formatted(request, host, edge.apiKey(), request.startsWith("GET") ? UPGRADE : MESSAGE)
                .replace("\n", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((request.startsWith("GET") ? head : head + ping).getBytes(UTF_8));
            String status = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8);
            return Integer.parseInt(status.substring("HTTP/1.1 ".length()));
        }
    }

    private static void trigger() {
        assertThat(stateless
                        .request("tools/call", "test_trigger_tool_change", "'name':'test_trigger_tool_change',")
                        .status())
                .isEqualTo(200);
    }

    private static void awaitEach(List<EventStream> streams, String method) {
        await(method)
                .atMost(PATIENCE)
                .until(() -> streams.stream()
                        .allMatch(stream -> !stream.messages(method).isEmpty()));
    }

    private static void awaitCancelled(String label) {
        await(label).atMost(PATIENCE).until(() -> fateOf(label).startsWith("cancelled"));
    }

    private static void awaitFate(String label, String fate) {
        await(label).atMost(PATIENCE).until(() -> fateOf(label).equals(fate));
    }

    private static String fateOf(String label) {
        return edge.tool("test_fate_of", "{'label':'" + label + "'}")
                .path("content")
                .path(0)
                .path("text")
                .stringValue();
    }

    /** All of the server's, those that the operating system does not know too. */
    private static int threads() throws IOException {
        Path dump = Path.of("target", "stacks", "streams", "threads.txt").toAbsolutePath();
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(stack.edgeServer().process().pid()),
                            "Thread.dump_to_file",
                            "-overwrite",
                            dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(jcmd.waitFor()).isZero();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
        try (Stream<String> lines = Files.lines(dump)) {
            return (int) lines.filter(line -> line.startsWith("#")).count();
        }
    }
}
