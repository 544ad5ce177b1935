package io.devmesh.system.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.EdgeClient;
import io.devmesh.system.FixtureStack;
import io.devmesh.system.Stack;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official Java SDK, which speaks the older era. */
@ExtendWith(FixtureStack.class)
class JavaSdkClientIT {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final EdgeClient edge;
    private McpSyncClient client;

    JavaSdkClientIT(Stack stack) {
        this.edge = stack.edge();
    }

    @BeforeEach
    void connect() {
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + edge.port())
                        .endpoint("/mcp")
                        .addHttpRequestCustomizer(
                                (request, method, uri, body, context) -> request.header("X-API-Key", edge.apiKey()))
                        .build())
                .requestTimeout(Duration.ofSeconds(30))
                .capabilities(ClientCapabilities.builder().elicitation().build())
                .elicitation(this::answer)
                .build();
    }

    @AfterEach
    void close() {
        client.closeGracefully();
    }

    @Test
    void agreesOnItsNewestVersion() {
        assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
    }

    @Test
    void listsAndCallsTools() {
        client.initialize();

        assertThat(client.listTools().tools())
                .extracting(Tool::name)
                .contains("event_get", "event_list", "event_stats");
        assertThat(call("event_stats", Map.of()).structuredContent()).isInstanceOf(Map.class);
    }

    @Test
    void readsAResource() {
        client.initialize();

        assertThat(client.readResource(client.listResources().resources().getFirst())
                        .contents())
                .isNotEmpty();
    }

    @Test
    void listsPrompts() {
        client.initialize();

        assertThat(client.listPrompts().prompts())
                .extracting(Prompt::name)
                .contains("triage_failed_events", "summarize_repository_activity");
    }

    @Test
    void answersTheQuestionOfATool() {
        client.initialize();

        CallToolResult result = call("test_elicitation", Map.of("message", "Who are you?"));

        assertThat(asked).containsExactly("Who are you?");
        assertThat(result.isError()).isNotEqualTo(true);
        assertThat(result.content().getFirst())
                .isInstanceOfSatisfying(
                        TextContent.class, text -> assertThat(text.text()).contains("accept", "ada@example.org"));
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private ElicitResult answer(ElicitFormRequest request) {
        asked.add(request.message());
        return ElicitResult.builder(ElicitResult.Action.ACCEPT)
                .content(Map.of("username", "ada", "email", "ada@example.org"))
                .build();
    }
}
