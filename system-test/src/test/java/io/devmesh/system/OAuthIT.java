package io.devmesh.system;

import static io.devmesh.system.EventStream.PATIENCE;
import static io.devmesh.system.OAuthClient.parameter;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.FreePort;
import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.servers.AuthorizationServer;
import io.devmesh.system.servers.TcpProxy;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/** Access tokens of a real authorization server, over the same endpoint as API keys. */
class OAuthIT {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String STATS =
            "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'event_stats'}}";
    private static final String REPLAY =
            "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'dead_letter_replay','arguments':{'type':'x'}}}";

    private static AuthorizationServer login;
    private static TcpProxy front;
    private static Stack stack;
    private static OAuthClient agent;
    private static String resource;

    @BeforeAll
    static void start() {
        login = new AuthorizationServer(Map.of("tenant", "acme"));
        int port = FreePort.find();
        resource = "http://127.0.0.1:" + port + "/mcp";
        stack = Stack.start(
                "oauth",
                Map.of("EDGE_MCP_OAUTH_ISSUER", login.issuer().toString(), "EDGE_MCP_OAUTH_RESOURCE", resource));
        front = TcpProxy.listening("127.0.0.1", port, "127.0.0.1", stack.edge().port());
        agent = new OAuthClient(new EdgeClient(port, "", "", ""), "agent");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            front.close();
            stack.close();
        }
        login.close();
    }

    @Test
    void leadsAClientFromNothingToItsFirstCall() {
        Answer refused = agent.nobody().mcp(STATS);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(parameter(refused.header("WWW-Authenticate"), "error")).isEmpty();

        Answer answer = agent.discover().mcp(STATS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("result").path("isError").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/mcp"})
    void saysWhereToGetTokens(String path) {
        JsonNode metadata = OAuthClient.get(agent.nobody().uri(WELL_KNOWN + path));

        assertThat(metadata.path("resource").stringValue()).isEqualTo(resource);
        assertThat(metadata.path("authorization_servers").path(0).stringValue())
                .isEqualTo(login.issuer().toString());
        assertThat(metadata.path("bearer_methods_supported").toString()).isEqualTo("[\"header\"]");
    }

    @Test
    void saysItAboutNothingElse() {
        assertThat(agent.nobody().get(WELL_KNOWN + "/other").status()).isEqualTo(404);
    }

    @Test
    void servesApiKeysAsBefore() {
        assertThat(stack.edge().mcp(STATS).status()).isEqualTo(200);
        Answer refused = stack.edge().mcp(REPLAY);

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.json().path("result").path("isError").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/mcp", "https://mcp.example.com/mcp", ""})
    void refusesTokensForSomebodyElse(String audience) {
        Answer refused = agent.as(audience.isEmpty() ? "e30.e30.e30" : token("events:read", audience))
                .mcp(STATS);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(parameter(refused.header("WWW-Authenticate"), "error")).isEqualTo("invalid_token");
        assertThat(parameter(refused.header("WWW-Authenticate"), "error_description"))
                .isNotEmpty();
    }

    @Test
    void refusesTokensWithoutASignature() {
        String[] parts = token("admin", resource).split("\\.", -1);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(ISO_8859_1));

        assertThat(agent.as(none + "." + parts[1] + ".").mcp(STATS).status()).isEqualTo(401);
        assertThat(agent.as(parts[0] + "." + parts[1] + ".").mcp(STATS).status())
                .isEqualTo(401);
    }

    @Test
    void asksForMoreInBothErasAndGivesItThen() {
        EdgeClient reader = agent.discover();
        Answer older = reader.mcp(REPLAY);
        Answer newer = reader.send(new StatelessClient(reader).callRequest("dead_letter_replay", "{'type':'x'}"));

        for (Answer refused : List.of(older, newer)) {
            String challenge = refused.header("WWW-Authenticate");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(parameter(challenge, "error")).isEqualTo("insufficient_scope");
            assertThat(parameter(challenge, "scope")).isEqualTo("events:replay");
            assertThat(refused.json().path("error").path("data").path("scope").stringValue())
                    .isEqualTo("events:replay");
        }
        await().atMost(PATIENCE)
                .until(
                        () -> stack.devmesh(0, "audit", "export", "--tenant", "acme")
                                .contains(
                                        "\"auth.step_up\",\"subject\":\"dead_letter_replay\",\"detail\":{\"scope\":\"events:replay\""));
        EdgeClient more = agent.with(
                older.header("WWW-Authenticate"),
                "events:read " + parameter(older.header("WWW-Authenticate"), "scope"));
        assertThat(more.mcp(REPLAY).status()).isEqualTo(200);
    }

    @Test
    void listsWhatTheTokenMayCall() {
        assertThat(tools("events:read")).contains("event_list").doesNotContain("dead_letter_replay");
        assertThat(tools("events:replay")).contains("dead_letter_replay").doesNotContain("event_list");
        assertThat(tools("tools:call:event_stats platform"))
                .contains("event_stats")
                .doesNotContain("event_list");
    }

    @Test
    void opensSocketsWithATokenAndSaysWhatIsMissingThereToo() {
        assertThatThrownBy(() -> SocketClient.connectAsBearer(agent.as("e30.e30.e30")))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(401);
                    assertThat(refused.getResponse().headers().firstValue("WWW-Authenticate"))
                            .hasValueSatisfying(how -> assertThat(how).contains("invalid_token", "resource_metadata"));
                });
        try (SocketClient socket =
                SocketClient.connectAsBearer(agent.discover()).initialize()) {
            JsonNode error = socket.ask(REPLAY).path("error");

            assertThat(error.path("data").path("scope").stringValue()).isEqualTo("events:replay");
            assertThat(error.path("data").path("www_authenticate").stringValue())
                    .contains("resource_metadata");
        }
    }

    @Test
    void keepsTheSessionOfWhoeverRenewsItsToken() {
        EdgeClient first = agent.discover();
        SessionClient session = SessionClient.begin(first);

        assertThat(session.as(agent.discover()).request("tools/list", "{}").status())
                .isEqualTo(200);
        assertThat(session.as(new OAuthClient(agent.nobody(), "thief").discover())
                        .request("tools/list", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void learnsTheNewKeyOfTheAuthorizationServer() {
        EdgeClient before = agent.discover();
        assertThat(before.mcp(STATS).status()).isEqualTo(200);

        login.rotate();

        EdgeClient after = agent.discover();
        await().atMost(PATIENCE).until(() -> after.mcp(STATS).status() == 200);
        assertThat(before.mcp(STATS).status()).isEqualTo(401);
    }

    @Test
    void goesOnWithTheKeysThatItHasWhileTheAuthorizationServerIsAway() {
        EdgeClient known = agent.discover();
        await().atMost(PATIENCE).until(() -> known.mcp(STATS).status() == 200);
        login.rotate();
        EdgeClient unknown = agent.discover();
        login.setAway(true);
        try {
            await().atMost(PATIENCE).until(() -> unknown.mcp(STATS).status() == 503);
            assertThat(unknown.mcp(STATS).header("Retry-After")).isEqualTo("5");
            assertThat(known.mcp(STATS).status()).isEqualTo(200);
        } finally {
            login.setAway(false);
        }
        await().atMost(PATIENCE).until(() -> unknown.mcp(STATS).status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp?access_token=", "/mcp?api_key=", "/ws?token=", "/mcp/ws?apikey="})
    void refusesKeysInTheUrlEvenGoodOnes(String place) throws IOException {
        String key = stack.edge().apiKey();
        Answer refused = stack.edge()
                .send(HttpRequest.newBuilder(stack.edge().uri(place + key))
                        .header("X-API-Key", key)
                        .header("Accept", "application/json, text/event-stream"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.response().body()).contains("Authorization: Bearer").doesNotContain(key);
        assertThat(Files.readString(stack.log("edge-1"))).doesNotContain(key);
    }

    @Test
    void writesTheTokenNowhere() {
        EdgeClient caller =
                agent.with(agent.nobody().mcp(STATS).header("WWW-Authenticate"), "events:read events:replay admin");
        String signature = caller.apiKey().substring(caller.apiKey().lastIndexOf('.') + 1);
        String claims = caller.apiKey().split("\\.", -1)[1];

        caller.mcp(STATS);
        caller.mcp(REPLAY);
        caller.mcp("{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'nope'}}");
        caller.mcp("{");
        agent.as(caller.apiKey() + "x").mcp(STATS);
        SessionClient.begin(caller).request("tools/list", "{}");
        try (SocketClient socket = SocketClient.connectAsBearer(caller).initialize()) {
            socket.ask(STATS);
        }

        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            Written written = Written.by(stack, redis);
            assertThat(written.placesOf(signature)).isEmpty();
            assertThat(written.placesOf(claims)).isEmpty();
        }
    }

    private static String token(String scopes, String audience) {
        return agent.token(login.issuer().toString(), scopes, audience);
    }

    private static List<String> tools(String scopes) {
        return agent.as(token(scopes, resource))
                .mcp("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                .json()
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").stringValue())
                .toList();
    }
}
