package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.migrate.DevmeshProcess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sources as an operator makes them, for senders that are not GitHub. */
@ExtendWith(SharedStack.class)
class OtherProvidersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stack stack;
    private final String tenant = "t-" + UUID.randomUUID();
    private final EdgeClient edge;

    OtherProvidersIT(Stack stack) {
        this.stack = stack;
        this.edge = stack.tenant(tenant);
    }

    @Test
    void storesWhatGitlabSends(@TempDir Path folder) throws IOException {
        String source = addSource(folder, "gitlab", "a token");

        Answer refused = deliver(source, "{}", "X-Gitlab-Token", "another", "X-Gitlab-Event", "Push Hook");
        Answer accepted = deliver(
                source,
                "{\"object_kind\":\"push\",\"project\":{\"path_with_namespace\":\"team/app\"},\"user_username\":\"ann\"}",
                "X-Gitlab-Token",
                "a token",
                "X-Gitlab-Event",
                "Push Hook",
                "Idempotency-Key",
                "k-1");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(accepted.status()).isEqualTo(202);
        JsonNode event = awaitEvent();
        assertThat(event.path("type").stringValue()).isEqualTo("push");
        assertThat(event.path("repository").stringValue()).isEqualTo("team/app");
        assertThat(event.path("actor").stringValue()).isEqualTo("ann");
        assertThat(event.path("status").stringValue()).isEqualTo("processed");
    }

    @Test
    void answersSlacksChallengeAndStoresNothing(@TempDir Path folder) throws IOException {
        String source = addSource(folder, "slack", edge.secret());
        String body = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw\"}";
        String time = Long.toString(Instant.now().getEpochSecond());

        Answer answer = deliver(
                source,
                body,
                "X-Slack-Request-Timestamp",
                time,
                "X-Slack-Signature",
                "v0=" + edge.sign(("v0:" + time + ":" + body).getBytes(UTF_8)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("3eZbrw");
    }

    @Test
    void refusesToMakeASourceTwice(@TempDir Path folder) throws IOException {
        String source = addSource(folder, "hmac", "s");

        try (DevmeshProcess again = add(source, "hmac", folder.resolve("secret"))) {
            assertThat(again.await(PATIENCE)).isEqualTo(1);
            assertThat(again.err()).isEqualTo("There is a source called " + source + " already\n");
        }
    }

    private String addSource(Path folder, String provider, String secret) throws IOException {
        String name = provider + "-" + UUID.randomUUID();
        Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
        try (DevmeshProcess adding = add(name, provider, file)) {
            assertThat(adding.await(PATIENCE)).as(adding.err()).isZero();
            assertThat(adding.out()).isEqualTo("URL path: /webhooks/" + name + "\n");
        }
        return name;
    }

    private DevmeshProcess add(String name, String provider, Path secret) {
        return DevmeshProcess.start(
                stack.environment(),
                "source",
                "add",
                name,
                "--tenant",
                tenant,
                "--provider",
                provider,
                "--secret-file",
                secret.toString());
    }

    private Answer deliver(String source, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(edge.uri("/webhooks/" + source))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return edge.send(request);
    }

    private JsonNode awaitEvent() {
        List<JsonNode> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            found.clear();
            edge.structured("event_list", "{}").path("events").forEach(found::add);
            return found.size() == 1;
        });
        return found.getFirst();
    }
}
