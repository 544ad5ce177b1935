package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.EventStream.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that take their time in the middle of a request: they are let go, and nobody else waits for them. */
class SlowClientsIT {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration LET_GO = READ_TIMEOUT.multipliedBy(5);

    /** What a caller beside them may wait, on a machine that does much else. */
    private static final Duration NO_WAIT = Duration.ofSeconds(2);

    private static final int MANY = 300;
    private static final String LIST = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";

    private static Stack stack;
    private static EdgeClient edge;

    @BeforeAll
    static void start() {
        stack = Stack.startWithFixtures(
                "slow-clients", Map.of("EDGE_MCP_READ_TIMEOUT", READ_TIMEOUT.toSeconds() + "s"));
        edge = stack.edge();
        IntStream.range(0, 50).forEach(i -> assertThat(edge.mcp(LIST).status()).isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void areLetGoWhereTheirHeadersDoNotEnd() {
        assertLetGo("POST /mcp HTTP/1.1\nHost: localhost\nX-Slow: ");
    }

    @Test
    void areLetGoWhereTheirBodyDoesNotEndAndTheyNeedNoKey() {
        assertLetGo("POST /webhooks/" + edge.source() + " HTTP/1.1\nHost: localhost\nContent-Length: 100\n\n{");
    }

    @Test
    void areLetGoWhereTheirMessageDoesNotEnd() {
        assertLetGo("POST /mcp HTTP/1.1\nHost: localhost\nX-API-Key: " + edge.apiKey()
                + "\nContent-Type: application/json\nAccept: application/json, text/event-stream\n"
                + "Transfer-Encoding: chunked\n\n5\n{\"id");
    }

    /** A byte now and then, each before the time is over. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Slow: ", "Content-Length: 100\n\n{"})
    void disturbNobodyWhileTheyGoOnByteByByte(String beginning) {
        List<RawConnection> slow =
                open(MANY, "POST /webhooks/" + edge.source() + " HTTP/1.1\nHost: localhost\n" + beginning);
        try {
            IntStream.range(0, 10).forEach(i -> {
                slow.forEach(connection -> connection.send("x"));
                assertThatOthersGoOn();
            });
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    @Test
    void areServedAfterAllWhenTheyComeToAnEnd() {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        List<RawConnection> slow = open(
                20,
                "POST /mcp HTTP/1.1\nHost: localhost\nX-API-Key: " + edge.apiKey()
                        + "\nContent-Type: application/json\nAccept: application/json, text/event-stream\n"
                        + "Content-Length: " + body.length() + "\n\n" + body.substring(0, 9));
        try {
            assertThatOthersGoOn();

            slow.forEach(connection -> connection.send(body.substring(9)));

            assertThat(slow).allSatisfy(connection -> {
                RawConnection.Answer answer = connection.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("\"result\"");
            });
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    /** While so many bodies are awaited, each message is read as it comes, in no thread of its own. */
    @Test
    void keepNobodyFromCallsThatTakeTheirTime() {
        SessionClient session = SessionClient.begin(edge);
        List<RawConnection> slow = open(
                MANY,
                "POST /mcp HTTP/1.1\nHost: localhost\nX-API-Key: " + edge.apiKey()
                        + "\nContent-Type: application/json\nAccept: application/json, text/event-stream\n"
                        + "Content-Length: 100\n\n{");
        try (EventStream stream = session.call(SessionClient.newId(), "slow_compute", "{'seconds':0.2}")) {
            assertThat(stream.awaitAnswer().has("result")).isTrue();
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    @Test
    void areNotThoseWhoOnlyListen() {
        try (SocketClient socket = SocketClient.connect(edge).initialize();
                EventStream stream = SessionClient.begin(edge).listen()) {
            for (int i = 0; i < 2; i++) {
                assertLetGo(open(1, "POST /mcp HTTP/1.1\nHost: "));
            }

            assertThat(socket.ask("{'jsonrpc':'2.0','id':9,'method':'ping'}").has("result"))
                    .isTrue();
            assertThat(stream.state()).isEqualTo(State.OPEN);
        }
    }

    private static void assertLetGo(String beginning) {
        List<RawConnection> slow = open(MANY, beginning);
        try {
            assertThatOthersGoOn();
            assertLetGo(slow);
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    private static void assertLetGo(List<RawConnection> slow) {
        assertThat(slow.stream().filter(RawConnection::isEndedByServer)).hasSameSizeAs(slow);
    }

    private static List<RawConnection> open(int count, String beginning) {
        return IntStream.range(0, count)
                .mapToObj(i -> RawConnection.open(edge.port(), LET_GO).send(beginning))
                .toList();
    }

    private static void assertThatOthersGoOn() {
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            assertThat(edge.mcp(LIST).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NO_WAIT);
        }
    }
}
