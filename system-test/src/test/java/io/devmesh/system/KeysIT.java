package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EventStream.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys as their holders and those who hand them out see them, on two replicas. */
class KeysIT {
    /** What is promised. */
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(2);

    private static final String TOOLS_LIST = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";
    private static final int POLICY_VIOLATION = 1008;

    private static Stack stack;
    private static int portOfOther;

    private final String tenant = "t-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        stack = Stack.start("keys", Map.of());
        portOfOther = stack.startEdge("edge-2");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void makeTenant() {
        devmesh(0, "tenant", "add", tenant);
    }

    @Test
    void areDeadOnAllReplicasSoonAfterTheirRevocationWithWhatTheyHoldOpen() {
        EdgeClient here = client(create("--scope", "events:read"));
        EdgeClient there = here.on(portOfOther);
        EdgeClient colleague = client(create());
        EventStream stream = SessionClient.begin(here).listen();
        SocketClient socket = SocketClient.connect(there).initialize();
        SocketClient colleagues = SocketClient.connect(colleague).initialize();
        assertThat(there.mcp(TOOLS_LIST).status()).isEqualTo(200);

        devmesh(0, "key", "revoke", prefix(here), "--tenant", tenant);

        await().atMost(KNOWN_EVERYWHERE).untilAsserted(() -> {
            assertThat(here.mcp(TOOLS_LIST).status()).isEqualTo(401);
            assertThat(there.mcp(TOOLS_LIST).status()).isEqualTo(401);
            assertThat(stream.state()).isEqualTo(State.ENDED);
        });
        assertThat(socket.awaitClose()).isEqualTo(POLICY_VIOLATION);
        assertThat(colleagues.ask("{'jsonrpc':'2.0','id':9,'method':'ping'}").has("result"))
                .isTrue();
        socket.close();
        colleagues.close();
    }

    @Test
    void areListedAndGivenOnlyTheirTools() {
        EdgeClient all = client(create("--scope", "admin"));
        EdgeClient reader = client(create());
        EdgeClient one = client(create("--scope", "tools:call:event_get"));
        EdgeClient few = client(create("--scope", "admin", "--tool", "event_*,source_list"));

        assertThat(tools(all)).contains("dead_letter_replay", "event_get", "source_list");
        assertThat(tools(reader)).contains("event_get", "source_list").doesNotContain("dead_letter_replay");
        assertThat(tools(one)).containsExactly("event_get");
        assertThat(tools(few)).containsExactly("event_get", "event_list", "event_stats", "source_list");

        JsonNode refused = reader.tool("dead_letter_replay", "{}");
        assertThat(refused.path("isError").booleanValue()).isTrue();
        assertThat(refused.toString()).contains("needs the scope events:replay");
        assertThat(one.mcp("{'jsonrpc':'2.0','id':1,'method':'resources/list'}")
                        .json()
                        .path("result")
                        .path("resources"))
                .isEmpty();
        assertThat(few.mcp("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'queue_status'}}")
                        .json()
                        .path("error")
                        .path("message")
                        .stringValue())
                .isEqualTo("Unknown tool: queue_status");
    }

    @Test
    void mayDoSomethingElseFromNowOnWhenTheyAreToldSo() {
        EdgeClient edge = client(create());
        assertThat(tools(edge)).doesNotContain("dead_letter_replay");

        devmesh(0, "key", "grant", prefix(edge), "--tenant", tenant, "--scope", "events:read,events:replay");

        await().atMost(KNOWN_EVERYWHERE)
                .untilAsserted(() -> assertThat(tools(edge)).contains("dead_letter_replay"));
    }

    @Test
    void workBesideThoseInTheirPlaceUntilTheOverlapEnds() {
        EdgeClient old = client(create("--scope", "events:replay"));
        devmesh(0, "limit", "set", "--tenant", tenant, "--key", prefix(old), "--concurrency", "7");

        String said = devmesh(0, "key", "rotate", prefix(old), "--tenant", tenant, "--overlap", "1h");
        EdgeClient next = client(said);

        assertThat(next.mcp(TOOLS_LIST).status()).isEqualTo(200);
        assertThat(old.mcp(TOOLS_LIST).status()).isEqualTo(200);
        assertThat(tools(next)).isEqualTo(tools(old));
        assertThat(devmesh(1, "key", "rotate", prefix(old), "--tenant", tenant)).contains("one in its place already");

        assertThat(devmesh(0, "limit", "list", "--tenant", tenant))
                .contains(prefix(old), prefix(next))
                .containsPattern(prefix(next) + " .*--concurrency 7");

        EdgeClient third = client(devmesh(0, "key", "rotate", prefix(next), "--tenant", tenant, "--overlap", "0s"));

        await().atMost(KNOWN_EVERYWHERE)
                .untilAsserted(() -> assertThat(next.mcp(TOOLS_LIST).status()).isEqualTo(401));
        assertThat(third.mcp(TOOLS_LIST).status()).isEqualTo(200);
    }

    @Test
    void endAtTheirTimeWithWhatTheyHoldOpen() {
        EdgeClient edge = client(create("--expires-in", "5s"));
        SocketClient socket = SocketClient.connect(edge).initialize();
        assertThat(edge.mcp(TOOLS_LIST).status()).isEqualTo(200);

        assertThat(socket.awaitClose()).isEqualTo(POLICY_VIOLATION);
        assertThat(edge.mcp(TOOLS_LIST).status()).isEqualTo(401);
        socket.close();
    }

    @Test
    void areNeverShownAgainAndAllThatIsDoneToThemIsInTheAuditLog() {
        EdgeClient edge = client(create("--scope", "events:read,tools:call:dead_letter_*"));
        devmesh(0, "key", "grant", prefix(edge), "--tenant", tenant, "--scope", "events:read");
        devmesh(0, "key", "revoke", prefix(edge), "--tenant", tenant);

        String listed = devmesh(0, "key", "list", "--tenant", tenant);
        String audit = devmesh(0, "audit", "export", "--tenant", tenant);

        assertThat(listed).contains(prefix(edge), "revoked", "events:read").doesNotContain(edge.apiKey());
        assertThat(audit)
                .contains(
                        "tenant.create",
                        "key.create",
                        "tools:call:dead_letter_*",
                        "key.grant",
                        "key.revoke",
                        "command:")
                .doesNotContain(edge.apiKey());
        assertThat(devmesh(0, "audit", "verify", "--tenant", tenant)).contains("entries 1 to 4 are as written, hash ");
    }

    @Test
    void areRefusedToThoseWhoAskForWhatThereIsNot() {
        assertThat(devmesh(1, "key", "create", "ci", "--tenant", tenant, "--scope", "events:write"))
                .contains("'events:write' is no scope; there are events:read, events:replay, admin, platform");
        assertThat(devmesh(1, "key", "create", "ci", "--tenant", "nobody"))
                .contains("There is no tenant called nobody");
        assertThat(devmesh(1, "key", "create", "ci", "--tenant", tenant, "--expires-in", "soon"))
                .contains("--expires-in is a number with s, m, h or d");
        assertThat(devmesh(1, "key", "revoke", "ci", "--tenant", tenant)).contains("has no key 'ci'");
        assertThat(devmesh(1, "tenant", "add", tenant)).contains("already");
        assertThat(devmesh(1, "tenant", "add", "a b")).contains("is no name for a tenant");
    }

    @Test
    void beginWithOneThatIsMadeOnce() {
        String said = devmesh(0, "bootstrap");
        EdgeClient first = client(said);

        assertThat(tools(first)).contains("dead_letter_replay");
        assertThat(devmesh(1, "bootstrap"))
                .contains("There is a key with the scope platform")
                .doesNotContain("shown once");
        assertThat(devmesh(0, "key", "list", "--tenant", "platform")).contains("bootstrap", "platform");
    }

    @Test
    void openNothingForAKeyOfAnotherTenant() {
        EdgeClient mine = client(create());
        String other = "t-" + UUID.randomUUID();
        devmesh(0, "tenant", "add", other);

        assertThat(devmesh(1, "key", "revoke", prefix(mine), "--tenant", other)).contains("has no key");
        assertThat(mine.mcp(TOOLS_LIST).status()).isEqualTo(200);
    }

    private String create(String... options) {
        return devmesh(
                0,
                Stream.concat(Stream.of("key", "create", "ci", "--tenant", tenant), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** With the key that a command has shown. */
    private static EdgeClient client(String said) {
        return new EdgeClient(stack.edge().port(), said.replaceFirst("(?s).*shown once: (\\S+)\\n.*", "$1"), "", "");
    }

    private static String prefix(EdgeClient edge) {
        return edge.apiKey().substring(0, 8);
    }

    private static List<String> tools(EdgeClient edge) {
        return edge.mcp(TOOLS_LIST)
                .json()
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").stringValue())
                .toList();
    }

    private static String devmesh(int exit, String... arguments) {
        return stack.devmesh(exit, arguments);
    }
}
