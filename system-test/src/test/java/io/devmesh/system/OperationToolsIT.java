package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What agents that look after events can do. */
@ExtendWith(SharedStack.class)
class OperationToolsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] BROKEN = "{\"action\":".getBytes(UTF_8);

    private final Stack stack;
    private final String name;

    /** Its key only reads. */
    private final EdgeClient reader;

    private final EdgeClient admin;

    OperationToolsIT(Stack stack) {
        this.stack = stack;
        this.name = "t-" + UUID.randomUUID();
        this.reader = stack.tenant(name);
        this.admin = with(Scope.ADMIN);
    }

    private EdgeClient with(Scope scope) {
        return new EdgeClient(
                reader.port(), stack.key(name, "agent", Grants.of(scope)), reader.source(), reader.secret());
    }

    @Test
    void showsSourcesWithoutTheirSecrets() {
        JsonNode source = reader.structured("source_list", "{}").path("sources").get(0);

        assertThat(source.path("name").stringValue()).isEqualTo(reader.source());
        assertThat(source.path("state").stringValue()).isEqualTo("active");
        assertThat(source.path("secrets")).hasSize(1);
        assertThat(source.toString()).doesNotContain(reader.secret());
    }

    @Test
    void showsWhyAnEventIsDeadAndWhatTheQueueHas() {
        String id = deadLetter();
        JsonNode queue = reader.structured("queue_status", "{}");

        JsonNode listed =
                reader.structured("dead_letter_list", "{}").path("events").get(0);
        JsonNode got = reader.structured("dead_letter_get", "{'id':'" + id + "'}");

        assertThat(listed.path("id").stringValue()).isEqualTo(id);
        assertThat(listed.path("last_error").stringValue()).contains("not JSON");
        assertThat(got.path("raw").stringValue()).isEqualTo(new String(BROKEN, UTF_8));
        assertThat(got.path("attempts").get(0).path("status").stringValue()).isEqualTo("dead");
        assertThat(queue.path("dead").get(0).path("events").intValue()).isOne();
        assertThat(queue.path("stream").path("length").isNumber()).isTrue();
    }

    @Test
    void replaysWithACorrectedPayloadWhatTheKeyMayReplay() {
        String id = deadLetter();
        String arguments = "{'id':'" + id + "','payload':" + new String(EdgeClient.issue(7, "opened"), UTF_8) + "}";

        assertThat(refusal(reader, "dead_letter_replay", arguments)).contains("events:replay");
        assertThat(with(Scope.EVENTS_REPLAY)
                        .structured("dead_letter_replay", arguments)
                        .path("replayed")
                        .intValue())
                .isOne();

        await().atMost(PATIENCE).until(() -> statuses(id).equals(List.of("dead", "replayed", "processed")));
        JsonNode event = reader.structured("dead_letter_get", "{'id':'" + id + "','payload':'raw'}");
        assertThat(event.path("raw").stringValue()).isEqualTo(new String(BROKEN, UTF_8));
        assertThat(event.path("edited_payload").path("action").stringValue()).isEqualTo("opened");
        assertThat(event.path("attempts").get(1).path("actor").stringValue()).isEqualTo("operator:agent");
        assertThat(refusal(admin, "dead_letter_replay", arguments)).contains("not dead");
    }

    @Test
    void replaysWhatAFilterPicksAndNothingWithoutOne() {
        String id = deadLetter();

        assertThat(refusal(admin, "dead_letter_replay", "{}")).contains("Say which");
        assertThat(refusal(admin, "dead_letter_replay", "{'payload':{}}")).contains("id");
        assertThat(refusal(admin, "dead_letter_replay", "{'id':'" + id + "','type':'push'}"))
                .contains("either");
        assertThat(admin.structured("dead_letter_replay", "{'type':'push'}")
                        .path("replayed")
                        .intValue())
                .isZero();
        assertThat(admin.structured("dead_letter_replay", "{'source':'" + reader.source() + "'}")
                        .path("replayed")
                        .intValue())
                .isOne();

        await().atMost(PATIENCE).until(() -> statuses(id).equals(List.of("dead", "replayed", "dead")));
    }

    @Test
    void discardsWithAnAdminsKeyOnly() {
        String id = deadLetter();

        assertThat(refusal(with(Scope.EVENTS_REPLAY), "dead_letter_discard", "{'id':'" + id + "'}"))
                .contains("admin");
        assertThat(admin.structured("dead_letter_discard", "{'id':'" + id + "'}")
                        .path("discarded")
                        .stringValue())
                .isEqualTo(id);
        assertThat(statuses(id)).containsExactly("dead", "ignored");
        assertThat(refusal(admin, "dead_letter_discard", "{'id':'" + id + "'}")).contains("not dead");
        assertThat(admin.structured("dead_letter_list", "{}").path("events")).isEmpty();
    }

    @Test
    void whatIsAnothersLooksLikeWhatIsNotThere() {
        String id = deadLetter();
        String other = "t-" + UUID.randomUUID();
        EdgeClient theirs = stack.tenant(other);
        EdgeClient stranger = new EdgeClient(theirs.port(), stack.key(other, "agent", Grants.of(Scope.ADMIN)), "", "");
        String nobodys = UUID.randomUUID().toString();

        for (String tool : List.of("dead_letter_get", "dead_letter_replay", "dead_letter_discard")) {
            assertThat(refusal(stranger, tool, "{'id':'" + id + "'}").replace(id, "ID"))
                    .isEqualTo(
                            refusal(stranger, tool, "{'id':'" + nobodys + "'}").replace(nobodys, "ID"));
        }
        assertThat(stranger.structured("dead_letter_replay", "{'all':true}")
                        .path("replayed")
                        .intValue())
                .isZero();
        assertThat(stranger.structured("queue_status", "{}").path("dead")).isEmpty();
        assertThat(statuses(id)).containsExactly("dead");
    }

    private String deadLetter() {
        String id =
                reader.deliver("issues", "d-1", BROKEN).json().path("event_id").stringValue();
        await().atMost(PATIENCE)
                .until(() -> reader.structured("dead_letter_list", "{}")
                                .path("events")
                                .size()
                        == 1);
        return id;
    }

    private List<String> statuses(String id) {
        List<String> statuses = new ArrayList<>();
        reader.structured("dead_letter_get", "{'id':'" + id + "','payload':'none'}")
                .path("attempts")
                .forEach(attempt -> statuses.add(attempt.path("status").stringValue()));
        return statuses;
    }

    private static String refusal(EdgeClient client, String tool, String arguments) {
        JsonNode result = client.tool(tool, arguments);
        assertThat(result.path("isError").booleanValue()).as(tool + arguments).isTrue();
        return result.path("content").get(0).path("text").stringValue();
    }
}
