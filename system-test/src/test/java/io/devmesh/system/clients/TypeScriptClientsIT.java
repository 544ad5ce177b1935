package io.devmesh.system.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import io.devmesh.system.EdgeClient;
import io.devmesh.system.FixtureStack;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.Stack;
import io.devmesh.system.npm.NpmTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The official TypeScript SDK in both of its major versions. */
@NeedsProgram("npm")
@ExtendWith(FixtureStack.class)
class TypeScriptClientsIT {
    private static final Path LOGS = Path.of("target", "clients").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final NpmTools npm = NpmTools.installed();
    private final EdgeClient edge;

    TypeScriptClientsIT(Stack stack) {
        this.edge = stack.edge();
    }

    enum Sdk {
        V1_OVER_HTTP("typescript-v1.mjs", "http", "http", "/mcp", "legacy"),
        V1_OVER_WEBSOCKET("typescript-v1.mjs", "websocket", "ws", "/ws", "legacy"),
        V2_LEGACY("typescript-v2.mjs", "legacy", "http", "/mcp", "legacy"),
        V2_MODERN("typescript-v2.mjs", "modern", "http", "/mcp", "modern");

        private final String script;
        private final String way;
        private final String scheme;
        private final String path;
        private final String era;

        Sdk(String script, String way, String scheme, String path, String era) {
            this.script = script;
            this.way = way;
            this.scheme = scheme;
            this.path = path;
            this.era = era;
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsAndCallsTools(Sdk sdk) {
        JsonNode seen = run(sdk, "tools");

        assertThat(seen.path("era").stringValue()).isEqualTo(sdk.era);
        assertThat(seen.path("tools").path("names").valueStream().map(JsonNode::stringValue))
                .contains("event_get", "event_list", "event_stats");
        assertThat(seen.path("tools").path("statistics").isObject()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void readsAResource(Sdk sdk) {
        JsonNode seen = run(sdk, "resources");

        assertThat(seen.path("resources").path("contents")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void listsPrompts(Sdk sdk) {
        JsonNode seen = run(sdk, "prompts");

        assertThat(seen.path("prompts").path("names").valueStream().map(JsonNode::stringValue))
                .contains("triage_failed_events", "summarize_repository_activity");
    }

    @ParameterizedTest
    @EnumSource
    void answersTheQuestionOfATool(Sdk sdk) {
        JsonNode seen = run(sdk, "question").path("question");

        assertThat(seen.path("asked").valueStream().map(JsonNode::stringValue)).containsExactly("Who are you?");
        assertThat(seen.path("isError").booleanValue()).isFalse();
        assertThat(seen.path("content").get(0).path("text").stringValue()).contains("accept", "ada@example.org");
    }

    private JsonNode run(Sdk sdk, String step) {
        String printed = npm.run(
                        npm.script(sdk.script),
                        LOGS.resolve(sdk + "-" + step + ".log"),
                        LIMIT,
                        Map.of("DEVMESH_API_KEY", edge.apiKey()),
                        List.of(sdk.way, sdk.scheme + "://127.0.0.1:" + edge.port() + sdk.path, step))
                .orFail()
                .printed();
        return Json.mapper().readTree(printed);
    }
}
