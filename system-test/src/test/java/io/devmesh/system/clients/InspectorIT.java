package io.devmesh.system.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import io.devmesh.system.EdgeClient;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.Outcome;
import io.devmesh.system.SharedStack;
import io.devmesh.system.Stack;
import io.devmesh.system.npm.NpmTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The official Inspector on the command line, against what we ship. */
@NeedsProgram("npm")
@ExtendWith(SharedStack.class)
class InspectorIT {
    private static final Path LOGS = Path.of("target", "clients").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final NpmTools npm = NpmTools.installed();
    private final EdgeClient edge;

    InspectorIT(Stack stack) {
        this.edge = stack.edge();
    }

    @ParameterizedTest
    @CsvSource({"legacy,2025-11-25", "modern,2026-07-28"})
    void agreesOnAVersion(String era, String version) {
        assertThat(result(era, "initialize").path("protocolVersion").stringValue())
                .isEqualTo(version);
    }

    /** It ends with another exit code where a schema has what some models' APIs refuse. */
    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void listsToolsThatEveryModelCanTake(String era) {
        JsonNode tools = result(era, "tools/list", "--strict").path("tools");

        assertThat(tools.valueStream().map(tool -> tool.path("name").stringValue()))
                .contains("event_get", "event_list", "event_stats");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void callsATool(String era) {
        JsonNode result = result(era, "tools/call", "--tool-name", "event_stats");

        assertThat(result.path("structuredContent").isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void readsTheEventOfAWebhook(String era) {
        String id = edge.deliver("issues", "inspector-" + era, EdgeClient.issue(1, "opened"))
                .json()
                .path("event_id")
                .stringValue();
        await().until(() ->
                !edge.tool("event_get", "{'id':'" + id + "'}").path("isError").booleanValue());

        assertThat(result(era, "resources/read", "--uri", "devmesh://events/" + id)
                        .path("contents"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void listsPrompts(String era) {
        JsonNode prompts = result(era, "prompts/list").path("prompts");

        assertThat(prompts.valueStream().map(prompt -> prompt.path("name").stringValue()))
                .contains("triage_failed_events", "summarize_repository_activity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void seesThatItsKeyIsWrong(String era) {
        Outcome outcome = run(era, "usr_nobody", "tools/list");

        assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(3);
    }

    private JsonNode result(String era, String method, String... more) {
        JsonNode answer = Json.mapper()
                .readTree(run(era, edge.apiKey(), method, more).orFail().printed());
        return answer.has("result") ? answer.path("result") : answer;
    }

    private Outcome run(String era, String key, String method, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--cli",
                edge.uri("/mcp").toString(),
                "--transport",
                "http",
                "--protocol-era",
                era,
                "--header",
                "X-API-Key: " + key,
                "--format",
                "json",
                "--stored-auth-only",
                "--method",
                method));
        arguments.addAll(List.of(more));
        return npm.run(
                npm.file("@modelcontextprotocol/inspector", "clients/launcher/build/index.js"),
                LOGS.resolve("inspector-" + era + "-" + method.replace('/', '-') + ".log"),
                LIMIT,
                Map.of("HOME", LOGS.resolve("home").toString()),
                arguments);
    }
}
