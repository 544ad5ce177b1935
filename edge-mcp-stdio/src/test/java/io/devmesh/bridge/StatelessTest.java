package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.bridge.FakeServer.Asked;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protocol 2026-07-28. */
class StatelessTest {
    private static final String META = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{},'progressToken':5}";
    private static final String TOOLS = "{'resultType':'complete','tools':["
            + "{'name':'deploy','inputSchema':{'type':'object','properties':{"
            + "'region':{'type':'string','x-mcp-header':'Region'},"
            + "'where':{'properties':{'zone':{'type':'integer','x-mcp-header':'Zone'}}}}}},"
            + "{'name':'bad','inputSchema':{'properties':{'n':{'type':'number','x-mcp-header':'N'}}}}]}";

    private FakeServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        client = new TestClient(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "tools/call | 'name':'event_list' | event_list",
                "tools/call | 'name':'ereignis_ü' | =?base64?ZXJlaWduaXNfw7w=?=",
                "prompts/get | 'name':'triage' | triage",
                "resources/read | 'uri':'devmesh://events/1' | devmesh://events/1",
                "tasks/get | 'taskId':'t-1' | t-1",
                "tools/list | 'name':'x' | -",
                "server/discover | 'a':1 | -"
            },
            delimiter = '|')
    void headersRepeatWhatTheBodySays(String method, String params, String name) {
        server.on(method, (asked, reply) -> reply.result(1, "{'resultType':'complete'}"));

        client.send(request(1, method, params)).message();

        Asked asked = server.asked(method).getFirst();
        assertThat(asked.header("MCP-Protocol-Version")).contains("2026-07-28");
        assertThat(asked.header("Mcp-Method")).contains(method);
        assertThat(asked.header("Mcp-Name").orElse("-")).isEqualTo(name);
    }

    @Test
    void listedToolsSayWhichArgumentsAreHeaders() {
        server.on("tools/list", (asked, reply) -> reply.result(1, TOOLS));
        server.on("tools/call", (asked, reply) -> reply.result(2, "{}"));

        client.send(request(1, "tools/list", "'x':1"));

        assertThat(client.message().at("/result/tools"))
                .extracting(tool -> tool.path("name").stringValue())
                .containsExactly("deploy");
        assertThat(client.err()).contains("the tool bad is left out of the list");
        client.send(request(
                        2, "tools/call", "'name':'deploy','arguments':{'region':' Köln','where':{'zone':42.0},'x':1}"))
                .message();
        Asked asked = server.asked("tools/call").getFirst();
        assertThat(asked.header("Mcp-Param-Region")).contains("=?base64?IEvDtmxu?=");
        assertThat(asked.header("Mcp-Param-Zone")).contains("42");
    }

    @Test
    void argumentsThatAreNotThereAreNoHeaders() {
        server.on("tools/list", (asked, reply) -> reply.result(1, TOOLS));
        server.on("tools/call", (asked, reply) -> reply.result(2, "{}"));

        client.send(request(1, "tools/list", "'x':1")).message();
        client.send(request(2, "tools/call", "'name':'deploy','arguments':{'region':null}"))
                .message();

        assertThat(server.asked("tools/call").getFirst().headers().keySet())
                .noneMatch(header -> header.startsWith("Mcp-param"));
    }

    @Test
    void mismatchOfHeadersIsMendedByLookingAtTheTools() {
        server.on("tools/list", (asked, reply) -> {
            boolean first = asked.json().at("/params/cursor").isMissingNode();
            reply.result(
                    "'" + asked.json().path("id").asString("") + "'", first ? "{'tools':[],'nextCursor':'2'}" : TOOLS);
        });
        server.on("tools/call", (asked, reply) -> {
            if (asked.header("Mcp-Param-Region").isEmpty()) {
                reply.json(400, "{'jsonrpc':'2.0','id':2,'error':{'code':-32020,'message':'mismatch'}}");
            } else {
                reply.result(2, "{}");
            }
        });

        client.send(request(2, "tools/call", "'name':'deploy','arguments':{'region':'eu'}"));

        assertThat(client.message().path("result").isObject()).isTrue();
        assertThat(server.asked("tools/call")).hasSize(2);
        assertThat(server.asked("tools/list"))
                .hasSize(2)
                .allSatisfy(asked -> assertThat(asked.header("Mcp-Method")).contains("tools/list"))
                .allSatisfy(asked -> assertThat(asked.body()).doesNotContain("progressToken"));
    }

    @Test
    void mismatchThatTheToolsDoNotExplainIsTheAnswer() {
        server.on("tools/list", (asked, reply) -> reply.result("'edge-mcp-stdio'", TOOLS));
        server.on(
                "tools/call",
                (asked, reply) ->
                        reply.json(400, "{'jsonrpc':'2.0','id':2,'error':{'code':-32020,'message':'mismatch'}}"));

        client.send(request(2, "tools/call", "'name':'deploy','arguments':{}"));

        assertThat(client.error()).isEqualTo("mismatch");
        assertThat(server.asked("tools/call")).hasSize(1);
    }

    @Test
    void noSessionAndNoStreamOfTheServersOwn() {
        server.on(
                "initialize",
                (asked, reply) ->
                        reply.header("Mcp-Session-Id", "s-1").result("'init'", "{'protocolVersion':'2025-11-25'}"));
        server.on("server/discover", (asked, reply) -> reply.result(1, "{}"));

        client.send(request(1, "server/discover", "'a':1")).message();
        assertThat(server.asked("GET")).isEmpty();
        client.handshake().send(request(1, "server/discover", "'a':1")).message();

        assertThat(server.asked("server/discover"))
                .allSatisfy(asked -> assertThat(asked.header("MCP-Session-Id")).isEmpty());
    }

    @Test
    void cancellationClosesTheStreamAndGoesNoFurther() {
        CountDownLatch closed = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> {
            reply.event("1", "{'jsonrpc':'2.0','method':'notifications/progress'}");
            reply.untilClosed();
            closed.countDown();
        });
        server.on("ping", (asked, reply) -> reply.result(9, "{}"));

        client.send(request(1, "tools/call", "'name':'slow'")).message();
        client.send(
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}",
                "{'jsonrpc':'2.0','id':9,'method':'ping'}");

        Reply.await(closed);
        assertThat(client.message().path("id").intValue()).isEqualTo(9);
        client.end();
        assertThat(client.hasNoMore()).isTrue();
        assertThat(server.asked("notifications/cancelled")).isEmpty();
        assertThat(server.asked("GET")).isEmpty();
    }

    @Test
    void cancellationEndsARequestThatIsNotAnsweredYet() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> {
            arrived.countDown();
            Reply.await(never);
        });

        client.send(request(1, "tools/call", "'name':'slow'"));
        Reply.await(arrived);
        client.send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
        client.end();

        assertThat(client.hasNoMore()).isTrue();
        never.countDown();
    }

    @Test
    void brokenStreamIsAnErrorAndNotResumed() {
        server.on(
                "tools/call",
                (asked, reply) -> reply.event("1", "{'jsonrpc':'2.0','method':'notifications/progress'}"));

        client.send(request(1, "tools/call", "'name':'slow'"));

        assertThat(client.message().has("method")).isTrue();
        assertThat(client.error()).contains("stream ended before the answer");
        assertThat(server.asked("GET")).isEmpty();
    }

    @Test
    void subscriptionOutlivesTheTimeoutAndEndsWithTheClient() {
        CountDownLatch closed = new CountDownLatch(1);
        server.on("subscriptions/listen", (asked, reply) -> {
            reply.event("1", "{'jsonrpc':'2.0','method':'notifications/subscriptions/acknowledged'}");
            reply.untilClosed();
            closed.countDown();
        });

        client.send(request("'l'", "subscriptions/listen", "'notifications':{'toolsListChanged':true}"));
        assertThat(client.message().has("method")).isTrue();
        long start = System.nanoTime();
        client.end();

        Reply.await(closed);
        assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
        assertThat(client.hasNoMore()).isTrue();
        await().until(() -> server.asked("DELETE").isEmpty());
    }

    private static String request(Object id, String method, String params) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':{" + params + "," + META + "}}";
    }
}
