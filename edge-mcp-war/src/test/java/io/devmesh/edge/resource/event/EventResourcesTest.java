package io.devmesh.edge.resource.event;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.event.EventVariables;
import io.devmesh.edge.event.FakeEvents;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.resource.ResourceResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventResourcesTest {
    private static final Authenticated STRANGER = new Authenticated(new UUID(0, 7), new TenantId(new UUID(0, 8)));
    private static final String BY_FILTER = "devmesh://events{?source,type,repository}";

    private final FakeEvents events = new FakeEvents(CALLER.tenant());
    private final ResourceRegistry resources = new ResourceRegistry(
            List.of(new EventResources(new EventReader(events), new EventVariables(events), new Sources())));

    @Test
    void showOneEventWithItsPayload() {
        EventId id = events.add(1, EventStatus.PROCESSED, "Broken");

        JsonNode event = read(CALLER, "devmesh://events/" + id).orElseThrow();

        assertThat(event.path("event").path("subject").stringValue()).isEqualTo("Broken");
        assertThat(event.path("payload").path("n").intValue()).isEqualTo(1);
    }

    @Test
    void showAStrangerNothingOfAnEventThatIsThere() {
        EventId id = events.add(1, EventStatus.PROCESSED, "Broken");

        assertThat(read(STRANGER, "devmesh://events/" + id)).isEmpty();
        assertThat(read(CALLER, "devmesh://events/" + new UUID(0, 2))).isEmpty();
    }

    @Test
    void showTheLatest20ThatMatch() {
        for (int i = 1; i <= 25; i++) {
            events.add(i, EventStatus.PROCESSED, "Event " + i);
        }

        JsonNode list = read(CALLER, "devmesh://events?source=acme-github&type=issues&repository=acme%2Fsite")
                .orElseThrow();

        assertThat(list.path("events")).hasSize(20);
        assertThat(list.path("events").get(0).path("subject").stringValue()).isEqualTo("Event 25");
        assertThat(list.has("next_cursor")).isTrue();
        assertThat(events.filter().source()).contains("acme-github");
        assertThat(events.filter().type()).contains("issues");
        assertThat(events.filter().repository()).contains("acme/site");
        assertThat(events.filter().status()).isEmpty();
    }

    @Test
    void areListedForAllEventsAndForEachSourceAndCanBeReadThen() {
        List<ResourceDescription> listed = resources.resources(CALLER);

        assertThat(listed)
                .extracting(ResourceDescription::uri)
                .containsExactly(
                        "devmesh://events",
                        "devmesh://events?source=acme-github",
                        "devmesh://events?source=acme-gitlab");
        assertThat(listed).extracting(ResourceDescription::name).doesNotHaveDuplicates();
        assertThat(listed)
                .allSatisfy(resource -> assertThat(read(CALLER, resource.uri())).isPresent());
        assertThat(resources.resources(STRANGER)).hasSize(1);
    }

    @Test
    void areNotThereForAKeyThatMayNotReadEvents() {
        EventId id = events.add(1, EventStatus.PROCESSED, "Broken");
        Authenticated other = new Authenticated(
                CALLER.keyId(),
                CALLER.tenant(),
                "caller of one tool",
                Grants.parse(List.of("tools:call:event_get", "events:replay"), List.of()),
                Optional.empty());

        assertThat(resources.resources(other)).isEmpty();
        assertThat(resources.templates(other)).isEmpty();
        assertThat(read(other, "devmesh://events/" + id)).isEmpty();
        assertThat(resources.isSubscribable(other, "devmesh://events/" + id)).isFalse();
    }

    @Test
    void canAllBeSubscribedTo() {
        assertThat(resources.isSubscribable(CALLER, "devmesh://events/" + new UUID(0, 2)))
                .isTrue();
        assertThat(resources.isSubscribable(CALLER, "devmesh://events?type=push"))
                .isTrue();
        assertThat(resources.isSubscribable(CALLER, "devmesh://events?colour=red"))
                .isFalse();
    }

    @Test
    void suggestValuesThatGoWithTheOthers() {
        events.add(1, EventStatus.PROCESSED, "Broken");

        assertThat(complete("repository", "ac", Map.of("source", "acme-github", "repository", "x", "type", "a\0b")))
                .contains(List.of("acme/site"));
        assertThat(events.asked()).containsExactly("repository ac");
        assertThat(events.filter().source()).contains("acme-github");
        assertThat(events.filter().type()).isEmpty();
        assertThat(events.filter().repository()).isEmpty();
    }

    @Test
    void suggestNothingForWhatNoEventCanHave() {
        assertThat(complete("source", "\0", Map.of())).contains(List.of());
        assertThat(complete("colour", "re", Map.of())).contains(List.of());
        assertThat(resources.complete("devmesh://events/{id}", new CompletionCall(CALLER, "id", "", Map.of())))
                .contains(List.of());
        assertThat(resources.complete("devmesh://other/{id}", new CompletionCall(CALLER, "id", "", Map.of())))
                .isEmpty();
        assertThat(events.asked()).isEmpty();
    }

    private Optional<List<String>> complete(String variable, String typed, Map<String, String> context) {
        return resources.complete(BY_FILTER, new CompletionCall(CALLER, variable, typed, context));
    }

    private Optional<JsonNode> read(Authenticated caller, String uri) {
        return resources.read(new ResourceCall(caller, uri, Answers.none())).map(result -> {
            JsonNode contents =
                    ((ResourceResult.Contents) result).contents().getFirst().toJson();
            assertThat(contents.path("uri").stringValue()).isEqualTo(uri);
            assertThat(contents.path("mimeType").stringValue()).isEqualTo("application/json");
            return Json.mapper().readTree(contents.path("text").stringValue());
        });
    }

    private static final class Sources extends SourceRepository {
        Sources() {
            super(null);
        }

        @Override
        public List<SourceName> names(TenantId tenant, int limit) {
            return tenant.equals(CALLER.tenant())
                    ? List.of(new SourceName("acme-github"), new SourceName("acme-gitlab"))
                    : List.of();
        }
    }
}
