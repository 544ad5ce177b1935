package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.bridge.FakeServer.Asked;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Protocol 2025-11-25 and older. */
class SessionsTest {
    private static final String INITIALIZED = "{'protocolVersion':'2025-06-18','capabilities':{}}";
    private static final String CALL = "{'jsonrpc':'2.0','id':7,'method':'tools/call'}";

    private FakeServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.on(
                "initialize",
                (asked, reply) -> reply.header("Mcp-Session-Id", "s-1").result("'init'", INITIALIZED));
        server.on("ping", (asked, reply) -> reply.result(1, "{}"));
        client = new TestClient(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void sessionAndVersionGoWithEveryLaterMessage() {
        client.handshake().send("{'jsonrpc':'2.0','id':1,'method':'ping'}").message();

        Asked initialize = server.asked("initialize").getFirst();
        assertThat(initialize.header("MCP-Session-Id")).isEmpty();
        assertThat(initialize.header("MCP-Protocol-Version")).isEmpty();
        for (String method : List.of("notifications/initialized", "ping")) {
            Asked later = server.asked(method).getFirst();
            assertThat(later.header("MCP-Session-Id")).contains("s-1");
            assertThat(later.header("MCP-Protocol-Version")).contains("2025-06-18");
            assertThat(later.header("Mcp-Method")).isEmpty();
        }
    }

    @Test
    void handshakeMayComeInOneGo() {
        server.on(
                "initialize",
                (asked, reply) -> reply.header("Mcp-Session-Id", "s-2").stream()
                        .event("1", Reply.message(0, INITIALIZED))
                        .end());

        client.send(
                "{'jsonrpc':'2.0','id':0,'method':'initialize'}",
                "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                "{'jsonrpc':'2.0','id':1,'method':'ping'}");

        assertThat(client.message().path("id").intValue()).isZero();
        assertThat(client.message().path("id").intValue()).isEqualTo(1);
        assertThat(server.asked("ping").getFirst().header("MCP-Session-Id")).contains("s-2");
    }

    @Test
    void endOfTheInputEndsTheSession() {
        client.handshake().end();

        assertThat(server.asked("DELETE"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("MCP-Session-Id")).contains("s-1"));
    }

    @Test
    void withoutASessionThereIsNothingToEnd() {
        server.on("initialize", (asked, reply) -> reply.result("'init'", INITIALIZED));

        client.handshake().end();

        assertThat(server.asked("DELETE")).isEmpty();
        assertThat(server.asked("notifications/initialized").getFirst().header("MCP-Protocol-Version"))
                .contains("2025-06-18");
    }

    @Test
    void lostSessionIsNamedAsSuch() {
        server.on(
                "ping",
                (asked, reply) ->
                        reply.json(404, "{'jsonrpc':'2.0','id':null,'error':{'code':-32001,'message':'gone'}}"));

        client.handshake().send("{'jsonrpc':'2.0','id':1,'method':'ping'}");

        JsonNode answer = client.message();
        assertThat(answer.path("id").intValue()).isEqualTo(1);
        assertThat(answer.at("/error/code").intValue()).isEqualTo(-32001);
        assertThat(answer.at("/error/message").stringValue()).contains("no longer knows this session", "Reconnect");
    }

    @Test
    void aNewInitializeStartsAfresh() {
        AtomicInteger sessions = new AtomicInteger();
        server.on(
                "initialize",
                (asked, reply) -> reply.header("Mcp-Session-Id", "n-" + sessions.incrementAndGet())
                        .result("'init'", INITIALIZED));

        client.handshake()
                .handshake()
                .send("{'jsonrpc':'2.0','id':1,'method':'ping'}")
                .message();

        assertThat(server.asked("initialize"))
                .allSatisfy(asked -> assertThat(asked.header("MCP-Session-Id")).isEmpty());
        assertThat(server.asked("ping").getFirst().header("MCP-Session-Id")).contains("n-2");
    }

    @Test
    void serverSpeaksUnaskedOnAStream() {
        server.on(
                "GET",
                (asked, reply) -> reply.event("5", "{'jsonrpc':'2.0','id':'e','method':'elicitation/create'}")
                        .untilClosed());
        server.on("POST", (asked, reply) -> reply.empty(202));

        client.handshake();
        assertThat(client.message().path("method").stringValue()).isEqualTo("elicitation/create");
        client.send("{'jsonrpc':'2.0','id':'e','result':{'action':'decline'}}");

        await().until(() -> !server.asked("").isEmpty());
        assertThat(server.asked("").getFirst().header("MCP-Session-Id")).contains("s-1");
        Asked get = server.asked("GET").getFirst();
        assertThat(get.header("MCP-Session-Id")).contains("s-1");
        assertThat(get.header("MCP-Protocol-Version")).contains("2025-06-18");
        assertThat(get.header("Accept")).contains("text/event-stream");
        assertThat(get.header("Last-Event-ID")).isEmpty();
    }

    @Test
    void brokenStreamIsResumedWhereItWas() {
        AtomicInteger times = new AtomicInteger();
        server.on("GET", (asked, reply) -> {
            int time = times.incrementAndGet();
            if (time < 3) {
                reply.stream("retry: 20").event("e-" + time, notification(time));
            } else {
                reply.untilClosed();
            }
        });

        client.handshake();

        assertThat(client.message().at("/params/n").intValue()).isEqualTo(1);
        assertThat(client.message().at("/params/n").intValue()).isEqualTo(2);
        await().until(() -> times.get() == 3);
        assertThat(server.asked("GET"))
                .extracting(asked -> asked.header("Last-Event-ID").orElse(""))
                .containsExactly("", "e-1", "e-2");
    }

    @Test
    void unavailableStreamIsTriedAgain() {
        AtomicInteger times = new AtomicInteger();
        server.on("GET", (asked, reply) -> {
            if (times.incrementAndGet() == 1) {
                reply.empty(503);
            } else {
                reply.event("1", notification(1)).untilClosed();
            }
        });

        client.handshake();

        assertThat(client.message().at("/params/n").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 404, 400})
    void streamThatIsRefusedIsNotAskedForAgain(int status) {
        server.on("GET", (asked, reply) -> reply.empty(status));

        client.handshake().send("{'jsonrpc':'2.0','id':1,'method':'ping'}").message();
        await().until(() -> !server.asked("GET").isEmpty());
        client.end();

        assertThat(server.asked("GET")).hasSize(1);
        assertThat(client.hasNoMore()).isTrue();
        assertThat(client.err().isEmpty()).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answerIsFetchedWhereItsStreamHasEnded(boolean inOrder) {
        AtomicInteger times = new AtomicInteger();
        server.on("tools/call", (asked, reply) -> {
            reply.stream("retry: 20", "id: c-1", "data:", "");
            if (inOrder) {
                reply.end();
            }
        });
        server.on("GET", (asked, reply) -> {
            if (asked.header("Last-Event-ID").isEmpty()) {
                reply.empty(405);
            } else if (times.incrementAndGet() == 1) {
                reply.empty(503);
            } else {
                reply.event("c-2", Reply.message(7, "{}")).end();
            }
        });

        client.handshake().send(CALL);

        assertThat(client.message().path("id").intValue()).isEqualTo(7);
        assertThat(server.asked("GET"))
                .filteredOn(asked -> asked.header("Last-Event-ID").isPresent())
                .hasSize(2)
                .allSatisfy(asked -> assertThat(asked.header("Last-Event-ID")).contains("c-1"))
                .allSatisfy(asked -> assertThat(asked.header("MCP-Session-Id")).contains("s-1"));
    }

    @Test
    void streamThatCanNotBeResumedIsAnError() {
        server.on("tools/call", (asked, reply) -> reply.stream("data: " + notification(1), ""));

        client.handshake().send(CALL);

        assertThat(client.message().at("/params/n").intValue()).isEqualTo(1);
        assertThat(client.error()).contains("stream ended before the answer");
    }

    @Test
    void refusedResumptionIsAnError() {
        server.on("tools/call", (asked, reply) -> reply.stream("retry: 20").event("1", notification(1)));

        client.handshake().send(CALL);

        assertThat(client.message().at("/params/n").intValue()).isEqualTo(1);
        assertThat(client.error()).contains("can't be resumed");
    }

    @Test
    void cancellationIsForTheServerToHear() {
        CountDownLatch cancelled = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> {
            Reply.await(cancelled);
            reply.result(7, "{}");
        });
        server.on("notifications/cancelled", (asked, reply) -> {
            reply.empty(202);
            cancelled.countDown();
        });

        client.handshake().send(CALL, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}");

        assertThat(client.message().path("id").intValue()).isEqualTo(7);
    }

    @Test
    void endOfTheInputWaitsForNothingThatIsCancelled() {
        CountDownLatch never = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> Reply.await(never));
        server.on("notifications/cancelled", (asked, reply) -> reply.empty(202));

        client.handshake().send(CALL, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}");
        long start = System.nanoTime();
        client.end();

        assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
        never.countDown();
    }

    private static String notification(int number) {
        return "{'jsonrpc':'2.0','method':'notifications/message','params':{'n':" + number + "}}";
    }
}
