package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.Target;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetUrl;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.OperationsClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedStack.class)
class OperationsApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TARGET = "/api/v1/targets/bot";
    private static final byte[] BROKEN = "{\"action\":".getBytes(UTF_8);

    private final Stack stack;
    private final String name;

    /** A tenant of its own for each test. */
    private final EdgeClient edge;

    private final OperationsClient api;

    OperationsApiIT(Stack stack) {
        this.stack = stack;
        this.name = "t-" + UUID.randomUUID();
        this.edge = stack.tenant(name);
        this.api = operator(name);
    }

    private OperationsClient operator(String tenant) {
        return new OperationsClient(stack.workerPort(), stack.key(tenant, "on-call", Grants.of(Scope.ADMIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources", "events", "dead-letters", "targets", "queue", "quarantine", "nothing"})
    void letsNobodyInWithoutAGoodKeyThatHasTheScope(String path) {
        String reader = stack.key(name, "reader", Grants.of(Scope.EVENTS_READ, Scope.EVENTS_REPLAY));

        Answer without = new OperationsClient(stack.workerPort(), "").get("/api/v1/" + path);
        Answer unknown = new OperationsClient(stack.workerPort(), "usr_" + "x".repeat(43)).get("/api/v1/" + path);
        Answer unscoped = new OperationsClient(stack.workerPort(), reader).get("/api/v1/" + path);

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unscoped.status()).isEqualTo(403);
        assertThat(unscoped.json().path("detail").stringValue()).contains("admin");
    }

    @Test
    void makesKeysOfItsOwnTenantAndNoneThatMayMoreThanItself() {
        Answer made = api.post("/api/v1/admin/keys", "{'name':'ci','scopes':['events:read','tools:call:event_*']}");
        String id = made.json().path("id").stringValue();
        Answer rotated = api.post("/api/v1/admin/keys/" + id + "/rotate", "{'overlap_seconds':0}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("key").stringValue())
                .startsWith(made.json().path("prefix").stringValue());
        assertThat(rotated.status()).isEqualTo(201);
        assertThat(api.post("/api/v1/admin/keys/" + id + "/rotate", "").status())
                .isEqualTo(409);
        assertThat(api.post("/api/v1/admin/keys/" + id + "/revoke", "").status())
                .isEqualTo(200);
        assertThat(api.post("/api/v1/admin/keys/" + id + "/revoke", "").status())
                .isEqualTo(404);
        assertThat(new String(api.get("/api/v1/admin/keys").response().body(), UTF_8))
                .contains("tools:call:event_*")
                .doesNotContain(made.json().path("key").stringValue());
        assertThat(audit())
                .contains(
                        "key.create by operator:on-call",
                        "key.rotate by operator:on-call",
                        "key.revoke by operator:on-call");
        assertThat(api.get("/api/v1/admin/audit/verify").json().path("intact").booleanValue())
                .isTrue();
        assertThat(api.post("/api/v1/admin/keys", "{'name':'all','scopes':['platform']}")
                        .status())
                .isEqualTo(403);
        assertThat(api.post("/api/v1/admin/keys", "{'name':'all','scopes':['everything']}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void givesLimitsToItsKeysButNoneAboveWhatThePlatformGave() {
        OperationsClient platform =
                new OperationsClient(stack.workerPort(), stack.key(name, "platform", Grants.of(Scope.PLATFORM)));
        String id = api.post("/api/v1/admin/keys", "{'name':'ci'}")
                .json()
                .path("id")
                .stringValue();
        String key = "/api/v1/admin/limits/keys/" + id;
        String tenant = "/api/v1/admin/limits/tenant";

        assertThat(api.put(tenant, "{'rps':500}").status()).isEqualTo(403);
        assertThat(api.delete(tenant).status()).isEqualTo(403);
        assertThat(platform.put(tenant + "?tenant=" + name, "{'rps':500,'concurrency':9}")
                        .status())
                .isEqualTo(200);
        Answer more = api.put(key, "{'rps':501}");
        assertThat(more.status()).isEqualTo(403);
        assertThat(more.json().path("detail").stringValue())
                .isEqualTo("rps is 501, and the tenant has 500: give that at the most, or ask someone with the scope"
                        + " platform for more");
        assertThat(api.put(key, "{'rps':500,'daily_quota':7}").status()).isEqualTo(200);
        assertThat(api.get("/api/v1/admin/limits").json())
                .isEqualTo(Json.mapper()
                        .readTree(("{'tenant':{'rps':500,'concurrency':9},'keys':[{'id':'" + id + "','name':'ci',"
                                        + "'prefix':'"
                                        + api.get("/api/v1/admin/keys/" + id)
                                                .json()
                                                .path("prefix")
                                                .stringValue()
                                        + "','limits':{'rps':500,'daily_quota':7}}]}")
                                .replace('\'', '"')));
        assertThat(platform.put(key + "?tenant=" + name, "{'rps':501}").status())
                .isEqualTo(200);
        assertThat(api.delete(key).status()).isEqualTo(200);
        assertThat(api.delete(key).status()).isEqualTo(404);
        assertThat(platform.delete(tenant).status()).isEqualTo(200);
        assertThat(audit())
                .contains(
                        "limit.set by operator:on-call", "limit.set by operator:platform",
                        "limit.clear by operator:on-call", "limit.clear by operator:platform");
    }

    @Test
    void saysWhatIsWrongWithLimitsAndWhoseTheyAre() {
        OperationsClient platform =
                new OperationsClient(stack.workerPort(), stack.key(name, "all", Grants.of(Scope.PLATFORM)));
        String strangers = platform.post("/api/v1/admin/keys?tenant=acme", "{'name':'limits-" + name + "'}")
                .json()
                .path("id")
                .stringValue();
        String all = platform.get("/api/v1/admin/keys")
                .json()
                .path("keys")
                .valueStream()
                .filter(key -> key.path("name").stringValue().equals("all"))
                .map(key -> key.path("id").stringValue())
                .findFirst()
                .orElseThrow();

        for (String wrong : List.of("{'rps':0}", "{'burst':2000001}", "{'rps':'5'}", "{'rps':1.5}", "{}", "{'r':1}")) {
            Answer refused = platform.put("/api/v1/admin/limits/tenant", wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(platform.put("/api/v1/admin/limits/tenant", "{'rps':0}")
                        .json()
                        .path("detail")
                        .stringValue())
                .isEqualTo("rps is 0, and must be a number from 1 to 1000000; leave it out for the configuration's");
        assertThat(api.put("/api/v1/admin/limits/keys/" + strangers, "{'rps':1}")
                        .status())
                .isEqualTo(404);
        assertThat(api.delete("/api/v1/admin/limits/keys/" + strangers).status())
                .isEqualTo(404);
        assertThat(api.put("/api/v1/admin/limits/keys/" + all, "{'rps':1}").status())
                .isEqualTo(403);
        assertThat(api.get("/api/v1/admin/limits?tenant=acme").status()).isEqualTo(403);
        assertThat(api.get("/api/v1/admin/quotas?tenant=acme").status()).isEqualTo(403);
    }

    @Test
    void showsWhatWasUsedOfQuotas() {
        edge.tool("event_stats", "{}");

        JsonNode use = await().atMost(PATIENCE)
                .until(() -> api.get("/api/v1/admin/quotas").json().path("quotas"), quotas -> !quotas.isEmpty())
                .get(0);

        assertThat(use.path("holder").stringValue()).isEqualTo("tenant");
        assertThat(use.path("period").stringValue()).isEqualTo("day");
        assertThat(use.path("used").intValue()).isPositive();
        assertThat(use.has("limit")).isFalse();
        assertThat(api.get("/api/v1/admin/quotas?from=2999-01-01").json().path("quotas"))
                .isEmpty();
        assertThat(api.get("/api/v1/admin/quotas?from=today").status()).isEqualTo(400);
    }

    @Test
    void reachesOtherTenantsByTheScopePlatformOnly() {
        OperationsClient platform =
                new OperationsClient(stack.workerPort(), stack.key(name, "platform", Grants.of(Scope.PLATFORM)));
        String other = "t-" + UUID.randomUUID();

        assertThat(api.get("/api/v1/admin/tenants").status()).isEqualTo(403);
        assertThat(api.get("/api/v1/admin/keys?tenant=acme").status()).isEqualTo(403);
        assertThat(platform.post("/api/v1/admin/tenants", "{'name':'" + other + "'}")
                        .status())
                .isEqualTo(201);
        assertThat(platform.post("/api/v1/admin/tenants", "{'name':'" + other + "'}")
                        .status())
                .isEqualTo(409);
        Answer made = platform.post("/api/v1/admin/keys?tenant=" + other, "{'name':'first','scopes':['admin']}");
        OperationsClient theirs =
                new OperationsClient(stack.workerPort(), made.json().path("key").stringValue());
        assertThat(theirs.get("/api/v1/sources").json().path("sources")).isEmpty();
        assertThat(new String(theirs.get("/api/v1/admin/audit").response().body(), UTF_8))
                .contains("tenant.create", "key.create")
                .doesNotContain(made.json().path("key").stringValue());
        assertThat(platform.get("/api/v1/admin/keys?tenant=nobody-" + other).status())
                .isEqualTo(404);
        String id = made.json().path("id").stringValue();
        assertThat(api.get("/api/v1/admin/keys/" + id).status()).isEqualTo(404);
        assertThat(api.post("/api/v1/admin/keys/" + id + "/revoke", "").status())
                .isEqualTo(404);
        assertThat(theirs.get("/api/v1/sources").status()).isEqualTo(200);
    }

    @Test
    void givesNoFirstKeyToWhoeverHasNoToken() {
        assertThat(new OperationsClient(stack.workerPort(), "")
                        .post("/api/v1/admin/bootstrap", "")
                        .status())
                .isEqualTo(401);
        assertThat(new OperationsClient(stack.workerPort(), "x".repeat(40))
                        .post("/api/v1/admin/bootstrap", "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void replaysADeadLetterWithAnEditedPayloadAndKeepsWhatWasReceived() {
        String id = deadLetter("d-1");

        Answer replayed = api.post(
                "/api/v1/dead-letters/" + id + "/replay",
                "{'payload':" + new String(EdgeClient.issue(7, "opened"), UTF_8) + "}");

        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.json()).isEqualTo(Json.mapper().readTree("{\"replayed\":1,\"more\":false}"));
        awaitStatus(id, "processed");
        JsonNode detail = api.get("/api/v1/events/" + id).json();
        assertThat(detail.path("event").path("ref").stringValue()).isEqualTo("#7");
        assertThat(detail.path("event").has("last_error")).isFalse();
        assertThat(detail.path("edited_payload").path("action").stringValue()).isEqualTo("opened");
        assertThat(api.get("/api/v1/events/" + id + "/body").response().body()).isEqualTo(BROKEN);
        assertThat(attempts(id)).hasSize(3);
        assertThat(attempts(id).get(0)).startsWith("dead by ").contains("worker");
        assertThat(attempts(id).get(1)).isEqualTo("replayed by operator:on-call");
        assertThat(attempts(id).get(2)).startsWith("processed by ");
        assertThat(api.post("/api/v1/dead-letters/" + id + "/replay", "").status())
                .isEqualTo(409);
    }

    @Test
    void isDeadAgainWhenItIsReplayedAsItWas() {
        String id = deadLetter("d-1");

        assertThat(api.post("/api/v1/dead-letters/" + id + "/replay", "").status())
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> attempts(id).size() == 3);
        assertThat(attempts(id).get(2)).startsWith("dead by ");
        assertThat(api.get("/api/v1/dead-letters")
                        .json()
                        .path("events")
                        .get(0)
                        .path("id")
                        .stringValue())
                .isEqualTo(id);
    }

    @Test
    void replaysManyTheOldestFirstAndSaysWhetherThereAreMore() {
        List<String> ids =
                IntStream.range(0, 3).mapToObj(i -> deliver("d-" + i, BROKEN)).toList();
        ids.forEach(id -> awaitStatus(id, "dead"));

        Answer none = api.post("/api/v1/dead-letters/replay", "{'type':'push'}");
        Answer two = api.post("/api/v1/dead-letters/replay", "{'source':'" + edge.source() + "','limit':2}");

        assertThat(none.json().path("replayed").intValue()).isZero();
        assertThat(two.json().path("replayed").intValue()).isEqualTo(2);
        assertThat(two.json().path("more").booleanValue()).isTrue();
        assertThat(attempts(ids.get(2))).hasSize(1);
        assertThat(api.post("/api/v1/dead-letters/replay", "{}").status()).isEqualTo(400);
        assertThat(api.post("/api/v1/dead-letters/replay", "{'all':true,'limit':1001}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void goesOnBehindWhatIsDeadAgain() {
        List<String> ids =
                IntStream.range(0, 3).mapToObj(i -> deliver("d-" + i, BROKEN)).toList();
        ids.forEach(id -> awaitStatus(id, "dead"));
        String filter = "{'source':'" + edge.source() + "','limit':2";

        Answer two = api.post("/api/v1/dead-letters/replay", filter + "}");
        String cursor = two.json().path("next_cursor").stringValue();
        ids.subList(0, 2)
                .forEach(id -> await().atMost(PATIENCE).until(() -> attempts(id).size() == 3));
        Answer rest = api.post("/api/v1/dead-letters/replay", filter + ",'cursor':'" + cursor + "'}");

        assertThat(rest.json()).isEqualTo(Json.mapper().readTree("{\"replayed\":1,\"more\":false}"));
        await().atMost(PATIENCE).until(() -> attempts(ids.get(2)).size() == 3);
        assertThat(attempts(ids.get(0))).hasSize(3);
        assertThat(api.post("/api/v1/dead-letters/replay", filter + ",'cursor':'x'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void discardsADeadLetterForGood() {
        String id = deadLetter("d-1");

        Answer discarded = api.post("/api/v1/dead-letters/" + id + "/discard", "");

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.json().path("event").path("status").stringValue()).isEqualTo("ignored");
        assertThat(attempts(id).getLast()).isEqualTo("ignored by operator:on-call");
        assertThat(api.post("/api/v1/dead-letters/" + id + "/discard", "").status())
                .isEqualTo(409);
        assertThat(api.get("/api/v1/dead-letters").json().path("events")).isEmpty();
    }

    @Test
    void whatIsAnothersLooksLikeWhatIsNotThere() {
        String id = deadLetter("d-1");
        String other = "t-" + UUID.randomUUID();
        stack.tenant(other);
        OperationsClient stranger = operator(other);
        String nobodys = UUID.randomUUID().toString();

        for (String path : List.of("events/ID", "events/ID/attempts", "events/ID/body", "dead-letters/ID")) {
            assertThat(problem(stranger.get("/api/v1/" + path.replace("ID", id)), id))
                    .isEqualTo(problem(stranger.get("/api/v1/" + path.replace("ID", nobodys)), nobodys));
        }
        for (String action : List.of("replay", "discard")) {
            assertThat(problem(stranger.post("/api/v1/dead-letters/" + id + "/" + action, ""), id))
                    .isEqualTo(problem(stranger.post("/api/v1/dead-letters/" + nobodys + "/" + action, ""), nobodys));
        }
        for (String action : List.of("pause", "resume", "disable", "enable", "secrets")) {
            assertThat(stranger.post("/api/v1/sources/" + edge.source() + "/" + action, "")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(stranger.get("/api/v1/sources/" + edge.source()).status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/events").json().path("events")).isEmpty();
        assertThat(attempts(id)).hasSize(1);
    }

    @Test
    void searchesEventsByPageAndStatus() {
        deadLetter("d-1");
        String good = deliver("d-2", EdgeClient.issue(2, "opened"));
        awaitStatus(good, "processed");

        JsonNode first = api.get("/api/v1/events?limit=1").json();
        JsonNode second = api.get("/api/v1/events?limit=1&cursor="
                        + first.path("next_cursor").stringValue())
                .json();

        assertThat(first.path("events").get(0).path("delivery_id").stringValue())
                .isEqualTo("d-2");
        assertThat(second.path("events").get(0).path("delivery_id").stringValue())
                .isEqualTo("d-1");
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(api.get("/api/v1/events?status=processed").json().path("events"))
                .hasSize(1);
        for (String wrong : List.of("status=odd", "limit=0", "limit=x", "since=yesterday", "cursor=x", "text=%00")) {
            Answer answer = api.get("/api/v1/events?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.header("Content-Type")).as(wrong).isEqualTo("application/problem+json");
        }
    }

    @Test
    void pausesAndResumesASource() {
        assertThat(state(api.post("/api/v1/sources/" + edge.source() + "/pause", "")))
                .isEqualTo("paused");
        assertThat(api.post("/api/v1/sources/" + edge.source() + "/pause", "").status())
                .isEqualTo(409);
        // Workers hear of it within a second or two: until then they go on.
        List<String> sent = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            sent.add(deliver("d-" + sent.size(), EdgeClient.issue(sent.size(), "opened")));
            String last = sent.getLast();
            await().atMost(PATIENCE).until(() -> !status(last).isEmpty());
            return status(last).equals("received");
        });

        JsonNode waiting = api.get("/api/v1/queue").json().path("waiting").get(0);
        assertThat(waiting.path("source").stringValue()).isEqualTo(edge.source());
        assertThat(waiting.path("status").stringValue()).isEqualTo("received");
        assertThat(waiting.path("paused").booleanValue()).isTrue();
        assertThat(waiting.path("events").intValue()).isPositive();
        assertThat(state(api.post("/api/v1/sources/" + edge.source() + "/resume", "")))
                .isEqualTo("active");

        awaitStatus(sent.getLast(), "processed");
        assertThat(audit()).contains("source.pause by operator:on-call", "source.resume by operator:on-call");
    }

    @Test
    void makesASourceWhoseSecretIsShownOnceAndRotated() {
        String source = "s-" + UUID.randomUUID();

        Answer made = api.post("/api/v1/sources", "{'name':'" + source + "','provider':'github'}");
        String first = made.json().path("secret").stringValue();
        Answer second = api.post("/api/v1/sources/" + source + "/secrets", "{'secret':'the-second'}");
        EdgeClient sender = new EdgeClient(edge.port(), edge.apiKey(), source, first);

        assertThat(made.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().has("secret")).isFalse();
        assertThat(second.json().path("secrets")).hasSize(2);
        assertThat(sender.deliver("issues", "d-1", EdgeClient.issue(1, "opened"))
                        .status())
                .isEqualTo(202);
        String shown = api.get("/api/v1/sources").json().toString();
        assertThat(shown).contains(source).doesNotContain(first, "the-second");
        String third = api.post("/api/v1/sources/" + source + "/secrets", "")
                .json()
                .path("secret")
                .stringValue();
        assertThat(stack.secrets(source)).containsExactlyInAnyOrder("the-second", third);
        assertThat(audit()).contains("source.create by operator:on-call", "source.rotate by operator:on-call");
        assertThat(auditDetails()).doesNotContain(first, "the-second", third);
        assertThat(api.post("/api/v1/sources", "{'name':'" + source + "','provider':'github'}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void servesSourcesUnderAdminAndWhereTheyWereBefore() {
        OperationsClient platform =
                new OperationsClient(stack.workerPort(), stack.key("acme", "all", Grants.of(Scope.PLATFORM)));
        String here = "/api/v1/admin/sources/" + edge.source();
        String before = "/api/v1/sources/" + edge.source();

        assertThat(api.get(here).status()).isEqualTo(200);
        assertThat(api.get(here).json()).isEqualTo(api.get(before).json());
        assertThat(api.get("/api/v1/admin/sources").json())
                .isEqualTo(api.get("/api/v1/sources?x=1").json());
        assertThat(state(api.post(here + "/pause", ""))).isEqualTo("paused");
        assertThat(state(api.post(before + "/resume", ""))).isEqualTo("active");
        assertThat(platform.get(here).status()).isEqualTo(404);
        assertThat(platform.get(here + "?tenant=" + name).json())
                .isEqualTo(api.get(here).json());
        assertThat(platform.get(before + "?tenant=" + name).status()).isEqualTo(200);
        assertThat(api.get(here + "?tenant=acme").status()).isEqualTo(403);
        assertThat(new OperationsClient(stack.workerPort(), "")
                        .get("/api/v1/sources")
                        .status())
                .isEqualTo(401);
        assertThat(api.get("/api/v1/sourcesx").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/admin/admin/sources").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/events/sources").status()).isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithASource() {
        assertThat(refusal("{'name':'A B','provider':'github'}")).contains("name must match");
        assertThat(refusal("{'name':'x','provider':'ftp'}")).contains("provider must be one of github");
        assertThat(refusal("{'name':'x','provider':'hmac','settings':{'odd':1}}"))
                .contains("unknown setting: odd");
        assertThat(refusal("{'name':'x','provider':'github','processing':{'order':'odd'}}"))
                .contains("order must be");
        assertThat(refusal("{'name':'x','provider':'github','processing':{'rules':[{'mode':'odd'}]}}"))
                .contains("mode");
        assertThat(refusal("{'name':'x','provider':'github','processing':{'rules':[{'mode':'store_and_forward',"
                        + "'forward_to':['nowhere']}]}}"))
                .contains("nowhere");
        assertThat(refusal("{'name':'x','provider':'github','more':1}")).contains("more");
        assertThat(refusal("[]")).contains("not a JSON object");
        assertThat(refusal("{")).contains("not JSON");
    }

    @Test
    void changesHowEventsAreProcessed() {
        Answer changed = api.put("/api/v1/sources/" + edge.source() + "/processing", "{'order':'source','attempts':2}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("processing").path("order").stringValue())
                .isEqualTo("source");
        assertThat(api.put("/api/v1/sources/" + edge.source() + "/processing", "{'attempts':0}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void disablesAndEnablesASource() {
        assertThat(state(api.post("/api/v1/sources/" + edge.source() + "/disable", "")))
                .isEqualTo("disabled");
        assertThat(state(api.post("/api/v1/sources/" + edge.source() + "/enable", "")))
                .isEqualTo("active");
        assertThat(audit()).contains("source.disable by operator:on-call", "source.enable by operator:on-call");
    }

    @Test
    void pausesATargetReplaysItsDeadForwardsAndResumesIt() {
        SigningSecret secret = target();
        deadForward();
        deadForward();
        JsonNode shown = api.get("/api/v1/targets").json();
        assertThat(shown.path("targets").get(0).path("dead").intValue()).isEqualTo(2);
        assertThat(shown.toString()).contains("hooks.invalid").doesNotContain(secret.reveal());

        assertThat(state(api.post(TARGET + "/pause", ""))).isEqualTo("paused");
        assertThat(api.post(TARGET + "/pause", "").status()).isEqualTo(409);
        Answer one = api.post(TARGET + "/replay", "{'limit':1}");
        String cursor = one.json().path("next_cursor").stringValue();
        Answer rest = api.post(TARGET + "/replay", "{'cursor':'" + cursor + "'}");

        assertThat(one.status()).isEqualTo(202);
        assertThat(one.json().path("replayed").intValue()).isOne();
        assertThat(one.json().path("more").booleanValue()).isTrue();
        assertThat(rest.json()).isEqualTo(Json.mapper().readTree("{\"replayed\":1,\"more\":false}"));
        assertThat(api.get(TARGET).json().path("pending").intValue()).isEqualTo(2);
        assertThat(api.post(TARGET + "/replay", "{'limit':1001}").status()).isEqualTo(400);
        assertThat(api.post(TARGET + "/replay", "{'cursor':'x'}").status()).isEqualTo(400);
        assertThat(state(api.post(TARGET + "/resume", ""))).isEqualTo("active");
        assertThat(api.post(TARGET + "/resume", "").status()).isEqualTo(409);
        // Their events are not there.
        await().atMost(PATIENCE).until(() -> api.get(TARGET).json().path("dead").intValue() == 2);
        assertThat(audit())
                .contains(
                        "target.pause by operator:on-call",
                        "target.replay by operator:on-call",
                        "target.resume by operator:on-call");
        assertThat(auditDetails()).doesNotContain(secret.reveal());
    }

    @Test
    void refusesToPauseOrReplayATargetThatIsDisabled() {
        target();
        deadForward();
        assertThat(new TargetRepository(stack.jdbi()).disable(tenant(), new TargetName("bot")))
                .isTrue();

        for (String action : List.of("pause", "resume", "replay")) {
            assertThat(api.post(TARGET + "/" + action, "").status()).as(action).isEqualTo(409);
        }
        assertThat(state(api.get(TARGET))).isEqualTo("disabled");
        assertThat(audit()).isEmpty();
    }

    @Test
    void aTargetOfAnotherLooksLikeOneThatIsNotThere() {
        target();
        String other = "t-" + UUID.randomUUID();
        stack.tenant(other);
        OperationsClient stranger = operator(other);

        assertThat(problem(stranger.get(TARGET), "bot"))
                .isEqualTo(problem(stranger.get("/api/v1/targets/none"), "none"));
        for (String action : List.of("pause", "resume", "replay")) {
            assertThat(problem(stranger.post(TARGET + "/" + action, ""), "bot"))
                    .isEqualTo(problem(stranger.post("/api/v1/targets/none/" + action, ""), "none"));
        }
        assertThat(stranger.get("/api/v1/targets").json().path("targets")).isEmpty();
        assertThat(state(api.get(TARGET))).isEqualTo("active");
    }

    @Test
    void showsWhatWaitsOnTheStream() {
        JsonNode stream = api.get("/api/v1/queue").json().path("stream");

        assertThat(stream.path("length").isNumber()).isTrue();
        assertThat(stream.path("pending").isNumber()).isTrue();
        assertThat(stream.path("pending_by_consumer").isObject()).isTrue();
    }

    @Test
    void replaysAndDiscardsWhatIsInQuarantine() {
        WebhookEvent event = event("d-1");
        quarantine("1-1", EventCodec.encode(event), Optional.of(event.tenant()));
        quarantine("1-2", Map.of("junk", BROKEN), Optional.of(event.tenant()));
        quarantine("1-3", Map.of("junk", BROKEN), Optional.empty());

        JsonNode entries = api.get("/api/v1/quarantine").json().path("entries");

        assertThat(entries.findValuesAsString("id")).containsExactlyInAnyOrder("1-1", "1-2");
        assertThat(api.get("/api/v1/quarantine/1-2").json().path("fields").has("junk"))
                .isTrue();
        assertThat(api.post("/api/v1/quarantine/1-2/replay", "").status()).isEqualTo(409);
        assertThat(api.post("/api/v1/quarantine/1-3/discard", "").status()).isEqualTo(404);
        assertThat(api.post("/api/v1/quarantine/1-2/discard", "").status()).isEqualTo(204);
        assertThat(api.post("/api/v1/quarantine/1-1/replay", "").status()).isEqualTo(204);
        awaitStatus(event.id().toString(), "processed");
        assertThat(api.get("/api/v1/quarantine").json().path("entries")).isEmpty();
        assertThat(audit()).contains("quarantine.discard by operator:on-call", "quarantine.replay by operator:on-call");
    }

    @Test
    void showsWhatNamesNoTenantToTheOperatorsTenantOnly() {
        String junk = UUID.randomUUID().toString();
        String entry;
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            entry = redis.xadd("webhook-events", StreamEntryID.NEW_ENTRY, Map.of("junk", junk))
                    .toString();
        }
        OperationsClient operator = operator("acme");

        await().atMost(PATIENCE)
                .until(() -> operator.get("/api/v1/quarantine/" + entry).status() == 200);
        assertThat(operator.get("/api/v1/quarantine").json().path("entries").findValuesAsString("id"))
                .contains(entry);
        assertThat(api.get("/api/v1/quarantine/" + entry).status()).isEqualTo(404);
        assertThat(api.post("/api/v1/quarantine/" + entry + "/discard", "").status())
                .isEqualTo(404);
        assertThat(operator.post("/api/v1/quarantine/" + entry + "/replay", "").status())
                .isEqualTo(409);
        assertThat(operator.post("/api/v1/quarantine/" + entry + "/discard", "").status())
                .isEqualTo(204);
        assertThat(operator.get("/api/v1/quarantine/" + entry).status()).isEqualTo(404);
    }

    @Test
    void answersInProblemsOnlyWithoutATrace() {
        Answer nowhere = api.get("/api/v1/nowhere");
        Answer method = api.put("/api/v1/events", "{}");

        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.json().path("status").intValue()).isEqualTo(404);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(new String(method.response().body(), UTF_8)).doesNotContain("Exception", "\tat ");
    }

    @Test
    void describesEachPathWithItsAnswers() {
        Answer document = new OperationsClient(stack.workerPort(), "").get("/openapi?format=json");

        JsonNode paths = document.json().path("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/api/v1/admin/sources",
                        "/api/v1/admin/sources/{name}/secrets",
                        "/api/v1/sources",
                        "/api/v1/sources/{name}/secrets",
                        "/api/v1/events/{id}/body",
                        "/api/v1/dead-letters/{id}/replay",
                        "/api/v1/dead-letters/replay",
                        "/api/v1/targets",
                        "/api/v1/targets/{name}/replay",
                        "/api/v1/queue",
                        "/api/v1/quarantine/{id}/replay",
                        "/api/v1/admin/limits",
                        "/api/v1/admin/limits/tenant",
                        "/api/v1/admin/limits/keys/{id}",
                        "/api/v1/admin/quotas");
        assertThat(paths.path("/api/v1/sources").path("post").path("deprecated").booleanValue())
                .isTrue();
        assertThat(paths.findValuesAsString("operationId")).doesNotHaveDuplicates();
        paths.forEach(path -> path.forEach(operation -> {
            assertThat(operation.path("summary").asString("")).isNotEmpty();
            operation
                    .path("responses")
                    .findValuesAsString("$ref")
                    .forEach(ref -> assertThat(
                                    document.json().at(ref.substring(1)).isMissingNode())
                            .as(ref)
                            .isFalse());
        }));
    }

    private String deliver(String delivery, byte[] body) {
        return edge.deliver("issues", delivery, body).json().path("event_id").stringValue();
    }

    private String deadLetter(String delivery) {
        String id = deliver(delivery, BROKEN);
        awaitStatus(id, "dead");
        return id;
    }

    private void awaitStatus(String id, String status) {
        await().atMost(PATIENCE).until(() -> status(id).equals(status));
    }

    /** Empty while it is not stored. */
    private String status(String id) {
        return api.get("/api/v1/events/" + id)
                .json()
                .path("event")
                .path("status")
                .asString("");
    }

    private List<String> attempts(String id) {
        List<String> told = new ArrayList<>();
        api.get("/api/v1/events/" + id + "/attempts")
                .json()
                .path("attempts")
                .forEach(attempt -> told.add(attempt.path("status").stringValue() + " by "
                        + attempt.path("actor").stringValue()));
        return told;
    }

    private static String state(Answer answer) {
        return answer.json().path("state").stringValue();
    }

    private String refusal(String source) {
        Answer answer = api.post("/api/v1/sources", source);
        assertThat(answer.status()).as(source).isEqualTo(400);
        return answer.json().path("detail").stringValue();
    }

    /** With the id taken out, by which alone they may differ. */
    private static String problem(Answer answer, String id) {
        assertThat(answer.status()).isEqualTo(404);
        return new String(answer.response().body(), UTF_8).replace(id, "ID");
    }

    private List<String> audit() {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery("""
                    SELECT action || ' by ' || actor FROM audit_entry a JOIN tenant t ON t.id = a.tenant_id
                    WHERE t.name = :name
                    """)
                        .bind("name", name)
                        .mapTo(String.class)
                        .list());
    }

    private String auditDetails() {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT string_agg(detail::text, ' ') FROM audit_entry")
                        .mapTo(String.class)
                        .one());
    }

    private TenantId tenant() {
        return new TenantRepository(stack.jdbi()).ensure(name);
    }

    /** Called bot, at an address that there is not. */
    private SigningSecret target() {
        SigningSecret secret = SigningSecret.generate();
        assertThat(new TargetRepository(stack.jdbi())
                        .store(new Target(
                                tenant(),
                                new TargetName("bot"),
                                TargetUrl.parse("https://hooks.invalid/in"),
                                secret,
                                Target.DEFAULT_CONCURRENCY)))
                .isTrue();
        return secret;
    }

    /** Of an event that is no longer kept. */
    private void deadForward() {
        TenantId tenant = tenant();
        stack.jdbi().useHandle(handle -> handle.execute("""
                    INSERT INTO outbox (id, tenant_id, source, event_id, event_received_at, target, status, attempts)
                    VALUES (gen_random_uuid(), ?, 'acme-github', gen_random_uuid(), now(), 'bot', 'dead', 5)
                    """, tenant.value()));
    }

    private WebhookEvent event(String delivery) {
        TenantId tenant = tenant();
        SourceName source = new SourceName(edge.source());
        DeliveryId id = new DeliveryId(delivery);
        return new WebhookEvent(
                EventId.of(tenant, source, id),
                tenant,
                source,
                Provider.GITHUB,
                id,
                "issues.opened",
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-23T08:00:00Z"),
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                EdgeClient.issue(1, "opened"));
    }

    private void quarantine(String entry, Map<String, byte[]> fields, Optional<TenantId> tenant) {
        stack.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                    INSERT INTO quarantined_entry (stream, entry_id, reason, fields, tenant_id)
                    VALUES ('webhook-events', :entry, 'test', CAST(:fields AS jsonb), CAST(:tenant AS uuid))
                    """)
                        .bind("entry", entry)
                        .bind("fields", Json.mapper().writeValueAsString(fields))
                        .bind("tenant", tenant.map(TenantId::value).orElse(null))
                        .execute());
    }
}
