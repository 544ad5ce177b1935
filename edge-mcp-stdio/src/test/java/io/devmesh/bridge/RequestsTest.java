package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.bridge.FakeServer.Asked;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";

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

    @Test
    void messageGoesOnAsItIsWithTheKey() {
        server.on("ping", (asked, reply) -> reply.result(1, "{}"));

        client.send("{ 'id' :1, 'jsonrpc':'2.0','method':'ping',  'params':{'x':1.0e2,'ü':'日本'}}");

        assertThat(client.line()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        Asked asked = server.asked("ping").getFirst();
        assertThat(asked.verb()).isEqualTo("POST");
        assertThat(asked.body())
                .isEqualTo(
                        "{ \"id\" :1, \"jsonrpc\":\"2.0\",\"method\":\"ping\",  \"params\":{\"x\":1.0e2,\"ü\":\"日本\"}}");
        assertThat(asked.header("Authorization")).contains("Bearer " + TestClient.KEY);
        assertThat(asked.header("Content-Type")).contains("application/json");
        assertThat(asked.header("Accept")).contains("application/json, text/event-stream");
        assertThat(asked.header("MCP-Session-Id")).isEmpty();
    }

    @Test
    void answerIsOneLineHoweverItIsWritten() {
        server.on(
                "ping",
                (asked, reply) -> reply.json(200, "{\n  'jsonrpc' : '2.0',\r\n  'id':1,'result':{'t':'ä\\n€'}\n}\n"));

        client.send(PING);

        String line = client.line();
        assertThat(Json.mapper().readTree(line).at("/result/t").stringValue()).isEqualTo("ä\n€");
        assertThat(line).contains("ä\\n€").doesNotContain("\r");
    }

    @Test
    void eachEventOfAStreamIsALine() {
        server.on(
                "tools/call",
                (asked, reply) -> reply.stream(
                                ": hello",
                                "id: 0",
                                "data:",
                                "",
                                "data: {'jsonrpc':'2.0',",
                                "data: 'method':'notifications/progress'}",
                                "")
                        .event("1", Reply.message(7, "{}"))
                        .end());

        client.send("{'jsonrpc':'2.0','id':7,'method':'tools/call'}");

        assertThat(client.line()).isEqualTo("{\"jsonrpc\":\"2.0\", \"method\":\"notifications/progress\"}");
        assertThat(client.message().path("id").intValue()).isEqualTo(7);
    }

    @Test
    void slowRequestHoldsNoOtherBack() {
        CountDownLatch pinged = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> {
            Reply.await(pinged);
            reply.result(1, "{}");
        });
        server.on("ping", (asked, reply) -> reply.result(2, "{}"));

        client.send("{'jsonrpc':'2.0','id':1,'method':'tools/call'}", "{'jsonrpc':'2.0','id':2,'method':'ping'}");

        assertThat(client.message().path("id").intValue()).isEqualTo(2);
        pinged.countDown();
        assertThat(client.message().path("id").intValue()).isEqualTo(1);
    }

    @Test
    void whatGetsNoAnswerGoesOnInOrder() {
        server.on("notifications/progress", (asked, reply) -> reply.empty(202));
        server.on("POST", (asked, reply) -> reply.empty(202));

        for (int i = 0; i < 20; i++) {
            client.send("{'jsonrpc':'2.0','method':'notifications/progress','params':{'progress':" + i + "}}");
        }
        client.send("{'jsonrpc':'2.0','id':'elicit-1','result':{'action':'accept'}}");

        await().until(() -> server.asked("").size() == 1);
        assertThat(server.asked("notifications/progress"))
                .extracting(asked -> asked.json().at("/params/progress").intValue())
                .hasSize(20)
                .isSorted();
        assertThat(client.hasNoMore()).isTrue();
    }

    @Test
    void batchGoesOnAndItsMissingAnswersAreMadeUp() {
        server.on("POST", (asked, reply) -> reply.json(200, "[" + Reply.message(1, "{}") + "]"));

        client.send("[{'jsonrpc':'2.0','id':1,'method':'ping'},{'jsonrpc':'2.0','id':2,'method':'ping'}]");

        assertThat(client.message().get(0).path("id").intValue()).isEqualTo(1);
        assertThat(client.message().path("id").intValue()).isEqualTo(2);
    }

    @Test
    void lineThatIsNotJsonIsAnsweredHere() {
        server.on("ping", (asked, reply) -> reply.result(1, "{}"));

        client.send("", "{nonsense", PING);

        assertThat(client.message().at("/error/code").intValue()).isEqualTo(-32700);
        assertThat(client.message().path("id").intValue()).isEqualTo(1);
        assertThat(server.asked("POST")).isEmpty();
    }

    @Test
    void lastAnswersAreWaitedForAfterTheEndOfTheInput() {
        CountDownLatch ended = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> {
            Reply.await(ended);
            reply.result(1, "{}");
        });

        client.send("{'jsonrpc':'2.0','id':1,'method':'tools/call'}");
        await().until(() -> !server.asked("tools/call").isEmpty());
        client.endInput();
        ended.countDown();
        client.end();

        assertThat(client.message().path("id").intValue()).isEqualTo(1);
    }
}
