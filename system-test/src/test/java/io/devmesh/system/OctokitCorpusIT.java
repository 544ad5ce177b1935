package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import io.devmesh.system.npm.NpmTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Every payload of GitHub's public corpus goes in twice and is there once, normalized and byte for byte. */
@NeedsProgram("npm")
@ExtendWith(SharedStack.class)
class OctokitCorpusIT {
    private static final int PAYLOADS = 329;
    private static final int EVENTS = 58;

    private final EdgeClient edge;

    OctokitCorpusIT(Stack stack) {
        this.edge = stack.tenant("octokit");
    }

    private record Payload(String event, byte[] body) {}

    @Test
    void isThereOnceNormalizedAndByteForByte() throws IOException, InterruptedException {
        List<Payload> corpus = corpus();
        assertThat(corpus).hasSize(PAYLOADS);
        assertThat(corpus.stream().map(Payload::event).distinct()).hasSize(EVENTS);

        Map<String, Payload> byId = new LinkedHashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < corpus.size(); i++) {
                Payload payload = corpus.get(i);
                EdgeClient.Answer answer = edge.deliver(payload.event(), "octokit-" + i, payload.body());
                assertThat(answer.status()).isEqualTo(202);
                byId.put(answer.json().path("event_id").stringValue(), payload);
            }
        }
        assertThat(byId).hasSize(PAYLOADS);

        List<JsonNode> events = awaitAll();
        assertThat(events).hasSize(PAYLOADS);
        assertThat(events)
                .extracting(event -> event.path("id").stringValue())
                .containsExactlyInAnyOrderElementsOf(byId.keySet());
        events.forEach(event -> checkNormalized(event, byId.get(event.path("id").stringValue())));
        byId.forEach(this::checkBody);
        assertThat(edge.structured("event_stats", "{}").path("total").intValue())
                .isEqualTo(PAYLOADS);
    }

    private static void checkNormalized(JsonNode event, Payload sent) {
        JsonNode payload = Json.mapper().readTree(sent.body());
        String action = payload.path("action").asString("");
        assertThat(event.path("status").stringValue()).as("status of %s", event).isEqualTo("processed");
        assertThat(event.path("type").stringValue())
                .isEqualTo(action.isEmpty() ? sent.event() : sent.event() + "." + action);
        assertThat(event.path("action").asString("")).isEqualTo(action);
        assertThat(event.path("repository").asString(""))
                .isEqualTo(payload.path("repository").path("full_name").asString(""));
        if (payload.path("sender").has("login")) {
            assertThat(event.path("actor").asString(""))
                    .isEqualTo(payload.path("sender").path("login").stringValue());
        }
        assertThat(event.path("url").asString("")).as("url of %s", event).startsWith("http");
    }

    private void checkBody(String id, Payload sent) {
        JsonNode raw = edge.structured("event_get", "{'id':'" + id + "','payload':'raw'}");
        assertThat(raw.path("raw_encoding").stringValue()).isEqualTo("utf-8");
        assertThat(raw.path("raw").stringValue().getBytes(UTF_8)).isEqualTo(sent.body());
    }

    private List<JsonNode> awaitAll() {
        return await().atMost(Duration.ofSeconds(60)).until(this::all, events -> events.size() >= PAYLOADS);
    }

    private List<JsonNode> all() {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = edge.structured("event_list", "{'limit':100" + cursor + "}");
            page.path("events").forEach(events::add);
            cursor = page.has("next_cursor")
                    ? ",'cursor':'" + page.path("next_cursor").stringValue() + "'"
                    : "";
        } while (!cursor.isEmpty());
        return events;
    }

    /** One JSON file for each event, with its example payloads in an array; written again, compactly, as bytes to send. */
    private static List<Payload> corpus() throws IOException, InterruptedException {
        Path file = NpmTools.installed().file("@octokit/webhooks-examples", "api.github.com/index.json");
        JsonNode index = Json.mapper().readTree(Files.readAllBytes(file));
        List<Payload> payloads = new ArrayList<>();
        for (JsonNode event : index) {
            for (JsonNode example : event.path("examples")) {
                payloads.add(new Payload(
                        event.path("name").stringValue(), Json.mapper().writeValueAsBytes(example)));
            }
        }
        return payloads;
    }
}
