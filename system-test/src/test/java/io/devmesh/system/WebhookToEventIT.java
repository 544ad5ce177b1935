package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice.Item;
import io.devmesh.shared.stream.StoredNoticeCodec;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.UndecodableEntryException;
import io.devmesh.system.EdgeClient.Answer;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedStack.class)
class WebhookToEventIT {
    private final Stack stack;

    /** A tenant of its own for each test, so that what it sees is its own. */
    private final EdgeClient edge;

    WebhookToEventIT(Stack stack) {
        this.stack = stack;
        this.edge = stack.tenant("t-" + UUID.randomUUID());
    }

    @Test
    void becomesAnEventThatItsTenantCanRead() {
        Answer answer = edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"));

        assertThat(answer.status()).isEqualTo(202);
        JsonNode event = awaitEvents(1).get(0);
        assertThat(event.path("id")).isEqualTo(answer.json().path("event_id"));
        assertThat(event.path("type").stringValue()).isEqualTo("issues.opened");
        assertThat(event.path("status").stringValue()).isEqualTo("processed");
        assertThat(event.path("repository").stringValue()).isEqualTo("acme/site");
        assertThat(event.path("actor").stringValue()).isEqualTo("ada");
        assertThat(event.path("ref").stringValue()).isEqualTo("#1");
        assertThat(event.path("subject").stringValue()).isEqualTo("Issue 1");
        assertThat(event.path("occurred_at").stringValue()).isEqualTo("2026-11-23T08:00:00Z");
    }

    @Test
    void isToldToWhoeverReadsTheNotices() {
        String id = edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"))
                .json()
                .path("event_id")
                .stringValue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(notices())
                        .contains(
                                new Item(EventId.parse(id), edge.source(), "issues.opened", Optional.of("acme/site"))));
    }

    /** Of all events that were stored in the last time. */
    private List<Item> notices() throws UndecodableEntryException {
        List<Item> items = new ArrayList<>();
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            for (var entry : redis.xrevrange(StoredNotices.KEY, "+", "-", 100)) {
                StoredNoticeCodec.decode(entry.getFields()).forEach(notice -> items.addAll(notice.events()));
            }
        }
        return items;
    }

    @Test
    void isThereOnceHoweverOftenItIsDelivered() {
        String first = edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"))
                .json()
                .path("event_id")
                .stringValue();
        String second = edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"))
                .json()
                .path("event_id")
                .stringValue();
        edge.deliver("issues", "d-2", EdgeClient.issue(2, "opened"));

        assertThat(second).isEqualTo(first);
        assertThat(awaitEvents(2)).hasSize(2);
    }

    @Test
    void countsTheSameBodyAsTheSameDeliveryWhereTheProviderGivesNoId() {
        byte[] body = EdgeClient.issue(3, "opened");
        HttpRequest.Builder request = HttpRequest.newBuilder(edge.uri("/webhooks/" + edge.source()))
                .header("X-GitHub-Event", "issues")
                .header("X-Hub-Signature-256", "sha256=" + edge.sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));

        assertThat(edge.send(request.copy()).json())
                .isEqualTo(edge.send(request.copy()).json());
    }

    @Test
    void isRefusedAndNotStoredWithoutARightSignature() {
        byte[] body = EdgeClient.issue(1, "opened");
        byte[] changed = EdgeClient.issue(2, "opened");

        assertThat(edge.send(edge.delivery("issues", "d-1", body).setHeader("X-Hub-Signature-256", "sha256=00"))
                        .status())
                .isEqualTo(401);
        assertThat(edge.send(HttpRequest.newBuilder(edge.uri("/webhooks/" + edge.source()))
                                .header("X-GitHub-Event", "issues")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                        .status())
                .isEqualTo(401);
        assertThat(edge.send(edge.delivery("issues", "d-1", changed)
                                .setHeader("X-Hub-Signature-256", "sha256=" + edge.sign(body)))
                        .status())
                .isEqualTo(401);
        edge.deliver("issues", "d-9", EdgeClient.issue(9, "opened"));
        assertThat(awaitEvents(1)).hasSize(1);
    }

    @Test
    void saysWhatIsMissing() {
        Answer answer =
                edge.send(edge.delivery("issues", "d-1", "{}".getBytes(UTF_8)).setHeader("X-GitHub-Event", "a b"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").stringValue()).contains("X-GitHub-Event");
        assertThat(edge.send(HttpRequest.newBuilder(edge.uri("/webhooks/nobody"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void isRefusedWhenTooLargeWithAndWithoutALength() {
        byte[] large = new byte[(25 << 20) + 1];

        assertThat(edge.deliver("push", "d-1", large).status()).isEqualTo(413);
        assertThat(edge.send(edge.delivery("push", "d-1", large)
                                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void isKeptByteForByteEvenWhereItIsNoText() {
        byte[] body = HexFormat.of().parseHex("00ff7b22c3");

        String id = edge.deliver("push", "d-1", body).json().path("event_id").stringValue();

        awaitEvents(1);
        JsonNode event = edge.structured("event_get", "{'id':'" + id + "','payload':'raw'}");
        assertThat(event.path("event").path("status").stringValue()).isEqualTo("dead");
        assertThat(event.path("event").path("last_error").stringValue()).contains("not JSON");
        assertThat(event.path("raw_encoding").stringValue()).isEqualTo("base64");
        assertThat(java.util.Base64.getDecoder().decode(event.path("raw").stringValue()))
                .isEqualTo(body);
    }

    @Test
    void isReadOutOfAForm() {
        byte[] form = ("payload=" + URLEncoder.encode(new String(EdgeClient.issue(4, "closed"), UTF_8), UTF_8))
                .getBytes(ISO_8859_1);

        String id = edge.send(edge.delivery("issues", "d-1", form)
                        .setHeader("Content-Type", "application/x-www-form-urlencoded"))
                .json()
                .path("event_id")
                .stringValue();

        assertThat(awaitEvents(1).get(0).path("type").stringValue()).isEqualTo("issues.closed");
        assertThat(edge.structured("event_get", "{'id':'" + id + "'}")
                        .path("payload")
                        .path("issue")
                        .path("number")
                        .intValue())
                .isEqualTo(4);
    }

    @Test
    void isFoundByEveryFilter() {
        edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"));
        edge.deliver("issues", "d-2", EdgeClient.issue(2, "closed"));
        edge.deliver("wholly_unknown", "d-3", "{\"repository\":{\"full_name\":\"acme/other\"}}".getBytes(UTF_8));
        awaitEvents(3);

        assertThat(deliveries("{'type':'issues'}")).containsExactlyInAnyOrder("d-1", "d-2");
        assertThat(deliveries("{'type':'issues.closed'}")).containsExactly("d-2");
        assertThat(deliveries("{'repository':'acme/other'}")).containsExactly("d-3");
        assertThat(deliveries("{'status':'ignored'}")).containsExactly("d-3");
        assertThat(deliveries("{'text':'sue 2'}")).containsExactly("d-2");
        assertThat(deliveries("{'text':'100%_'}")).isEmpty();
        assertThat(deliveries("{'source':'" + edge.source() + "'}")).hasSize(3);
        assertThat(deliveries("{'source':'other'}")).isEmpty();
        assertThat(deliveries("{'since':'2000-01-01T00:00:00Z'}")).hasSize(3);
        assertThat(deliveries("{'until':'2000-01-01T00:00:00+01:00'}")).isEmpty();
    }

    @Test
    void isPagedNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            edge.deliver("issues", "d-" + i, EdgeClient.issue(i, "opened"));
        }
        awaitEvents(5);
        List<String> seen = new ArrayList<>();
        String arguments = "{'limit':2}";
        JsonNode page;
        do {
            page = edge.structured("event_list", arguments);
            page.path("events")
                    .forEach(event -> seen.add(event.path("delivery_id").stringValue()));
            arguments = "{'limit':2,'cursor':'" + page.path("next_cursor").asString("") + "'}";
        } while (page.has("next_cursor"));

        assertThat(seen).containsExactly("d-5", "d-4", "d-3", "d-2", "d-1");
        assertThat(edge.tool("event_list", "{'cursor':'made-up'}")
                        .path("isError")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void isCounted() {
        edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"));
        edge.deliver("issues", "d-2", EdgeClient.issue(2, "opened"));
        awaitEvents(2);

        JsonNode stats = edge.structured("event_stats", "{}");

        assertThat(stats.path("total").longValue()).isEqualTo(2);
        assertThat(stats.path("by_type").toString()).isEqualTo("[{\"value\":\"issues.opened\",\"count\":2}]");
    }

    @Test
    void isNobodyElsesBusiness() {
        String id = edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"))
                .json()
                .path("event_id")
                .stringValue();
        awaitEvents(1);
        EdgeClient stranger = stack.tenant("t-" + UUID.randomUUID());

        assertThat(stranger.structured("event_list", "{}").path("events")).isEmpty();
        assertThat(stranger.structured("event_stats", "{}").path("total").longValue())
                .isZero();
        assertThat(stranger.tool("event_get", "{'id':'" + id + "'}")
                        .path("content")
                        .get(0)
                        .path("text")
                        .stringValue())
                .isEqualTo("There is no event " + id + "; event_list shows those there are");
        assertThat(stranger.deliver("issues", "d-1", EdgeClient.issue(1, "opened"))
                        .json()
                        .path("event_id")
                        .stringValue())
                .isNotEqualTo(id);
    }

    @Test
    void keepsTheTraceOfItsDelivery() {
        String id = edge.send(edge.delivery("issues", "d-1", EdgeClient.issue(1, "opened"))
                        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .json()
                .path("event_id")
                .stringValue();
        awaitEvents(1);

        assertThat(edge.structured("event_get", "{'id':'" + id + "','payload':'none'}")
                        .path("traceparent")
                        .stringValue())
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    private List<String> deliveries(String filter) {
        List<String> ids = new ArrayList<>();
        edge.structured("event_list", filter)
                .path("events")
                .forEach(event -> ids.add(event.path("delivery_id").stringValue()));
        return ids;
    }

    private JsonNode awaitEvents(int count) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.structured("event_list", "{}").path("events"), events -> events.size() >= count);
    }
}
