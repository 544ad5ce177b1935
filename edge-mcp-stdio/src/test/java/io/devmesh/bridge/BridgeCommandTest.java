package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeCommandTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("EDGE_MCP_API_KEY", "usr_secret\n");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Runnable> atExit = new ArrayList<>();

    @Test
    void exitsWith2WhereThereIsNoKey() {
        assertThat(run(Map.of(), "", "--url", "http://localhost:1/mcp")).isEqualTo(2);
        assertThat(run(Map.of("EDGE_MCP_API_KEY", " "), "", "--url", "http://localhost:1/mcp"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("EDGE_MCP_API_KEY is not set");
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr_a b", "usr_ä", "usr_a\u0007"})
    void exitsWith2WhereTheKeyCanNotBeOneAndDoesNotPrintIt(String key) {
        assertThat(run(Map.of("EDGE_MCP_API_KEY", key), "", "--url", "http://localhost:1/mcp"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("copy the key again").doesNotContain(key, "usr_");
    }

    @Test
    void exitsWith2WhereTheUsageIsWrong() {
        assertThat(run(ENVIRONMENT, "")).isEqualTo(2);
        assertThat(run(ENVIRONMENT, "", "--url", "http://localhost:1/mcp", "--timeout", "0"))
                .isEqualTo(2);
        assertThat(run(ENVIRONMENT, "", "--url", "http://mcp.example.com/mcp")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("'--url=URL'", "--timeout must be", "--allow-http", "--help");
        assertThat(out.size()).isZero();
    }

    @Test
    void helpAndVersionNeedNothing() {
        assertThat(run(Map.of(), "", "--help")).isZero();
        assertThat(run(Map.of(), "", "--version")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("EDGE_MCP_API_KEY", "--url", "--timeout", "--allow-http", "Exit codes:", "edge-mcp-stdio ");
    }

    @Test
    void exitsWith0AtTheEndOfTheInput() throws IOException {
        try (FakeServer server = new FakeServer()) {
            server.on("ping", (asked, reply) -> reply.result(1, "{'t':'ü'}"));
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";

            assertThat(run(ENVIRONMENT, ping, "--url", server.url())).isZero();

            assertThat(out.toString(UTF_8)).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"t\":\"ü\"}}\n");
            assertThat(server.asked("ping").getFirst().header("Authorization")).contains("Bearer usr_secret");
            assertThat(err.size()).isZero();
        }
    }

    @Test
    void sessionIsEndedOnceHoweverTheProcessEnds() throws IOException {
        try (FakeServer server = new FakeServer()) {
            server.on(
                    "initialize",
                    (asked, reply) ->
                            reply.header("Mcp-Session-Id", "s-1").result(1, "{'protocolVersion':'2025-11-25'}"));
            String initialize = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}\n";

            assertThat(run(ENVIRONMENT, initialize, "--url", server.url())).isZero();
            atExit.forEach(Runnable::run);

            assertThat(atExit).hasSize(1);
            assertThat(server.asked("DELETE")).hasSize(1);
        }
    }

    private int run(Map<String, String> environment, String in, String... arguments) {
        Streams streams =
                new Streams(new ByteArrayInputStream(in.getBytes(UTF_8)), out, new PrintStream(err, true, UTF_8));
        return new BridgeCommand(environment, streams, atExit::add)
                .commandLine()
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(err, true, UTF_8))
                .execute(arguments);
    }
}
