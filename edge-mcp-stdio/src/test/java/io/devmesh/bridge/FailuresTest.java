package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FailuresTest {
    private static final String PING = "{'jsonrpc':'2.0','id':'a','method':'ping'}";

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
    void serverThatIsNotThereIsToldToTheRequest() {
        server.close();

        JsonNode answer = client.send(PING).message();

        assertThat(answer.path("id").stringValue()).isEqualTo("a");
        assertThat(answer.at("/error/code").intValue()).isEqualTo(-32000);
        assertThat(answer.at("/error/message").stringValue())
                .startsWith("Can't connect to " + server.url())
                .contains("--url");
    }

    @ParameterizedTest
    @CsvSource({
        "401, EDGE_MCP_API_KEY",
        "403, may do this",
        "404, check --url",
        "405, check --url",
        "413, too large",
        "429, try again in 7 s",
        "503, try again in 7 s",
        "307, final address",
        "418, 418"
    })
    void statusWithoutAMessageBecomesOneThatSaysWhatToDo(int status, String advice) {
        server.on("ping", (asked, reply) -> reply.header("Retry-After", "7").body(status, "text/html", "<h1>no</h1>"));

        JsonNode answer = client.send(PING).message();

        assertThat(answer.path("id").stringValue()).isEqualTo("a");
        assertThat(answer.at("/error/message").stringValue()).contains(advice, Integer.toString(status));
        assertThat(answer.at("/error/data/httpStatus").intValue()).isEqualTo(status);
        assertThat(answer.at("/error/data/retryAfterSeconds").intValue()).isEqualTo(7);
    }

    @Test
    void messageInAnHttpErrorPassesAsItIs() {
        String error = "{'jsonrpc':'2.0','id':'a','error':{'code':-32601,'message':'Method not found'}}";
        server.on("ping", (asked, reply) -> reply.json(404, error));

        assertThat(client.send(PING).line()).isEqualTo(error.replace('\'', '"'));
    }

    @Test
    void messageInAnHttpErrorGetsTheIdThatItLacks() {
        server.on(
                "ping",
                (asked, reply) -> reply.json(
                        503, "{'jsonrpc':'2.0','id':null,'error':{'code':-32603,'message':'down','data':{'x':1}}}"));

        JsonNode answer = client.send(PING).message();

        assertThat(answer.path("id").stringValue()).isEqualTo("a");
        assertThat(answer.at("/error/message").stringValue()).isEqualTo("down");
        assertThat(answer.at("/error/data/x").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"text/html,<h1>Welcome</h1>", "application/json,{\"status\":\"UP\"}", "application/json,''"})
    void answerThatIsNoMessageNeverReachesTheClient(String type, String body) {
        server.on("ping", (asked, reply) -> reply.body(200, type, body));

        assertThat(client.send(PING).error()).contains("check --url");
        assertThat(client.hasNoMore()).isTrue();
    }

    @Test
    void acceptedRequestWithoutAnAnswerGetsAnError() {
        server.on("ping", (asked, reply) -> reply.empty(202));

        assertThat(client.send(PING).error()).contains("no content type");
    }

    @Test
    void whatIsWrongWithANotificationIsToldToPeople() {
        server.on("notifications/progress", (asked, reply) -> reply.empty(401));

        client.send("{'jsonrpc':'2.0','method':'notifications/progress'}");

        await().until(() -> client.err().contains("notifications/progress: The server does not know the API key"));
        assertThat(client.hasNoMore()).isTrue();
    }

    @Test
    void silenceEndsARequest() {
        CountDownLatch never = new CountDownLatch(1);
        server.on("ping", (asked, reply) -> Reply.await(never));
        server.on("tools/call", (asked, reply) -> {
            reply.stream("data: {'jsonrpc':'2.0','method':'notifications/progress'}", "");
            Reply.await(never);
        });

        try (TestClient hasty = new TestClient(server.url(), Duration.ofMillis(300))) {
            hasty.send(PING);
            assertThat(hasty.error()).startsWith("Nothing was heard from").contains("--timeout");
            hasty.send("{'jsonrpc':'2.0','id':2,'method':'tools/call'}");
            assertThat(hasty.message().has("method")).isTrue();
            assertThat(hasty.error()).startsWith("Nothing was heard from");
        }
        never.countDown();
    }

    @Test
    void keepAliveCommentsAreHeard() {
        CountDownLatch enough = new CountDownLatch(1);
        server.on("tools/call", (asked, reply) -> {
            for (int i = 0; i < 20; i++) {
                reply.stream(": still working");
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(50).toNanos());
            }
            reply.event("1", Reply.message(2, "{}")).end();
        });

        try (TestClient hasty = new TestClient(server.url(), Duration.ofMillis(400))) {
            hasty.send("{'jsonrpc':'2.0','id':2,'method':'tools/call'}");
            assertThat(hasty.message().has("result")).isTrue();
        }
        enough.countDown();
    }
}
