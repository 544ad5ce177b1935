package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.FreePort;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.migrate.DevmeshProcess;
import io.devmesh.system.servers.AuthorizationServer;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TestCertificates;
import io.devmesh.system.servers.WebhookReceiver;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

/** Secrets of every kind go in, on good ways and on bad ones, and are found nowhere in what the services wrote. */
class PlantedSecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SOURCE = "planted-gitlab";
    private static final String PUSH =
            "{'object_kind':'push','project':{'path_with_namespace':'team/app'},'user_username':'ann'}";
    private static final Pattern SHOWN = Pattern.compile("shown once: (\\S+)");

    @TempDir
    private static Path folder;

    private static final Map<String, String> PLANTED = new LinkedHashMap<>();
    private static final StringBuilder SAID = new StringBuilder();

    private static RedisServer redis;
    private static PostgresServer postgres;
    private static AuthorizationServer login;
    private static WebhookReceiver receiver;
    private static Stack stack;
    private static EdgeClient edge;
    private static OperationsClient operator;

    @BeforeAll
    static void start() {
        redis = RedisServer.in(folder.resolve("redis"))
                .password(plant("password of Redis"))
                .start();
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        PLANTED.put("password of PostgreSQL", postgres.database("disable").password());
        login = new AuthorizationServer(Map.of("tenant", "acme"));
        TestCertificates certificates = TestCertificates.in(folder.resolve("certificates"));
        receiver = WebhookReceiver.with(certificates.server("127.0.0.1"));
        String master = Base64.getEncoder().encodeToString("planted-master-key-of-32-bytes!!".getBytes(UTF_8));
        PLANTED.put("master key", master);
        PLANTED.put("master key, decoded", "planted-master-key-of-32-bytes!!");
        Map<String, String> environment = new HashMap<>(postgres.environment("disable"));
        environment.putAll(redis.environment());
        environment.put("JVM_ARGS", "-Xmx512m");
        environment.put("SECRETS_MASTER_KEY", "planted:" + master);
        environment.put("WORKER_BOOTSTRAP_TOKEN", plant("bootstrap token"));
        environment.put("FORWARD_ALLOWED_NETWORKS", "127.0.0.1/32");
        environment.put("FORWARD_CA_FILE", certificates.caFile().toString());
        environment.put("EDGE_MCP_OAUTH_ISSUER", login.issuer().toString());
        environment.put("EDGE_MCP_OAUTH_RESOURCE", "http://127.0.0.1:" + FreePort.find() + "/mcp");
        stack = Stack.on("planted-secrets", postgres.database("disable"), environment);
        edge = stack.edge();
        PLANTED.put("API key", edge.apiKey());
        PLANTED.put("webhook secret in plain text, before the start", edge.secret());
        operator = new OperationsClient(stack.workerPort(), stack.key("acme", "operator", Grants.of(Scope.ADMIN)));
        PLANTED.put("key of an operator", operator.apiKey());
    }

    @AfterAll
    static void stop() {
        stack.close();
        receiver.close();
        login.close();
        postgres.close();
        redis.close();
    }

    /** Long, random, and without a part that is anywhere by chance. */
    private static String plant(String what) {
        String secret = "planted-" + UUID.randomUUID().toString().replace("-", "");
        PLANTED.put(what, secret);
        return secret;
    }

    @Test
    void areFoundNowhere() {
        bootstrap();
        callWithKeys();
        callWithTokens();
        deliverAndForward();
        operate();
        takeAwayRedis();
        takeAwayPostgres();

        Written written = Written.by(stack, redis.admin()).with("answers", SAID.toString());

        assertThat(PLANTED)
                .hasSizeGreaterThan(12)
                .allSatisfy((what, secret) ->
                        assertThat(written.placesOf(secret)).as(what).isEmpty());
        // What is in rows, Redis and logs is found; a body as bytes.
        assertThat(written.placesOf("team/app")).contains("table event");
        assertThat(written.placesOf("devmesh")).hasSizeGreaterThan(3);
        assertThat(receiver.at("/planted"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers().values()).noneMatch(PLANTED::containsValue));
    }

    private void bootstrap() {
        OperationsClient bearer = new OperationsClient(stack.workerPort(), PLANTED.get("bootstrap token"));
        PLANTED.put(
                "first key",
                bearer.post("/api/v1/admin/bootstrap", "").json().path("key").stringValue());
        say(bearer.post("/api/v1/admin/bootstrap", ""));
        say(bearer.get("/api/v1/admin/tenants"));
    }

    private void callWithKeys() {
        String key = edge.apiKey();
        say(edge.mcp(call("event_stats")));
        say(edge.mcp(call("nope")));
        say(edge.mcp("{"));
        say(
                edge.mcp(
                        "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'event_list','arguments':{'limit':0}}}"));
        say(edge.get("/mcp?api_key=" + key));
        say(edge.get("/ws?token=" + key));
        edge.get("/nowhere/" + key); // the answer shows the path, to whoever sent it
        for (String header : List.of("Cookie", "X-Api-Token", "MCP-Session-Id", "Mcp-Name", "Last-Event-ID")) {
            say(edge.send(edge.mcpRequest(call("event_stats").replace('\'', '"').getBytes(UTF_8))
                    .header(header, header.equals("Cookie") ? "key=" + key : key)));
        }
        say(edge.send(edge.mcpRequest(new byte[0]).setHeader("Authorization", "Basic " + key)));
        say(new EdgeClient(edge.port(), key + "x", "", "").mcp(call("event_stats")));
        SessionClient session = SessionClient.begin(edge);
        say(session.request("tools/list", "{}"));
        try (SocketClient socket = SocketClient.connect(edge).initialize()) {
            socket.ask(call("event_stats"));
        }
        say(session.end());
    }

    private void callWithTokens() {
        OAuthClient agent = new OAuthClient(new EdgeClient(edge.port(), "", "", ""), "agent");
        String issuer = login.issuer().toString();
        String resource = stack.environment().get("EDGE_MCP_OAUTH_RESOURCE");
        for (String audience : List.of(resource, "https://other.example/mcp")) {
            String token = agent.token(issuer, "events:read", audience);
            PLANTED.put("signature of a token for " + audience, token.substring(token.lastIndexOf('.') + 1));
            PLANTED.put("claims of a token for " + audience, token.split("\\.", -1)[1]);
            say(agent.as(token).mcp(call("event_stats")));
            say(agent.as(token).mcp(call("dead_letter_replay")));
            say(agent.as(token + "x").mcp(call("event_stats")));
            say(new OperationsClient(stack.workerPort(), token).get("/api/v1/events"));
        }
    }

    private void deliverAndForward() {
        String url = "https://127.0.0.1:" + receiver.port() + "/planted";
        PLANTED.put("signing secret", shown(devmesh("target", "add", "planted", "--tenant", "acme", "--url", url)));
        devmesh("target", "list", "--tenant", "acme");
        String secret = plant("webhook secret");
        say(operator.post(
                "/api/v1/sources",
                "{'name':'" + SOURCE + "','provider':'gitlab','secret':'" + secret
                        + "','processing':{'rules':[{'mode':'store_and_forward','forward_to':['planted']}]}}"));
        await().atMost(PATIENCE).until(() -> deliver(secret), status -> status == 202);
        assertThat(deliver(secret.substring(1))).isEqualTo(401);
        assertThat(deliver(edge.apiKey())).isEqualTo(401);
        await().atMost(PATIENCE).until(() -> !receiver.at("/planted").isEmpty());
        say(operator.post("/api/v1/sources/" + SOURCE + "/secrets", "{'secret':'" + plant("next secret") + "'}"));
        say(operator.post("/api/v1/sources/" + SOURCE + "/secrets", "{'secret':'" + plant("third secret") + "'}"));
        say(edge.mcp(call("event_list")));
        say(edge.mcp(call("source_list")));
    }

    private int deliver(String token) {
        Answer answer = edge.send(HttpRequest.newBuilder(edge.uri("/webhooks/" + SOURCE))
                .header("Content-Type", "application/json")
                .header("X-Gitlab-Token", token)
                .header("X-Gitlab-Event", "Push Hook")
                .header("Authorization", "Bearer " + edge.apiKey())
                .POST(HttpRequest.BodyPublishers.ofString(PUSH.replace('\'', '"'))));
        say(answer);
        return answer.status();
    }

    private void operate() {
        for (String path : List.of(
                "sources", "targets", "events", "queue", "admin/keys", "admin/audit", "admin/tenants", "nowhere")) {
            say(operator.get("/api/v1/" + path));
        }
        OperationsClient.Answer made = operator.post("/api/v1/admin/keys", "{'name':'made'}");
        String key = made.json().path("key").stringValue();
        PLANTED.put("key of the API", key);
        say(operator.post("/api/v1/admin/keys/" + made.json().path("id").stringValue() + "/revoke", ""));
        say(new EdgeClient(edge.port(), key, "", "").mcp(call("event_stats")));
        say(operator.post("/api/v1/sources", "{'name':'x y','secret':'" + plant("refused secret") + "'}"));
        String of = shown(devmesh("key", "create", "cli", "--tenant", "acme"));
        PLANTED.put("key of the command line", of);
        devmesh("key", "list", "--tenant", "acme");
        devmesh("audit", "export", "--tenant", "acme");
        devmesh("doctor");
    }

    private void takeAwayRedis() {
        redis.command(Protocol.Command.CONFIG, "SET", "requirepass", plant("other password of Redis"));
        redis.command(Protocol.Command.CLIENT, "KILL", "TYPE", "normal");
        redis.command(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub");
        say(edge.mcp(call("event_stats")));
        say(edge.get("/health/ready"));
        redis.kill();
        say(edge.mcp(call("event_stats")));
        deliver(PLANTED.get("next secret"));
        say(SessionClient.begin(edge).request("logging/setLevel", "{'level':'error'}"));
        redis.start();
        await().atMost(PATIENCE).until(() -> edge.get("/health/ready").status() == 200);
    }

    private void takeAwayPostgres() {
        postgres.kill();
        say(edge.mcp(call("event_stats")));
        say(new EdgeClient(edge.port(), PLANTED.get("key of the command line"), "", "").mcp(call("event_stats")));
        say(operator.get("/api/v1/events"));
        deliver(PLANTED.get("next secret"));
        postgres.start();
        await().atMost(PATIENCE)
                .until(() -> operator.get("/api/v1/events").status() == 200
                        && edge.mcp(call("event_stats")).json().has("result"));
    }

    private static String call(String tool) {
        return "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'" + tool + "','arguments':{}}}";
    }

    private static void say(Answer answer) {
        SAID.append(answer.status())
                .append(answer.response().headers().map())
                .append(answer.response().body());
    }

    private static void say(OperationsClient.Answer answer) {
        SAID.append(answer.status())
                .append(answer.response().headers().map())
                .append(new String(answer.response().body(), UTF_8));
    }

    private static String shown(String said) {
        Matcher matcher = SHOWN.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher.group(1);
    }

    /** What it said, of which all but the one line with a new secret counts as written. */
    private static String devmesh(String... arguments) {
        try (DevmeshProcess run = DevmeshProcess.start(stack.environment(), arguments)) {
            run.await(PATIENCE);
            String said = run.out() + run.err();
            SAID.append(SHOWN.matcher(said).replaceAll(""));
            return said;
        }
    }
}
