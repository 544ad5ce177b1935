package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EventStream.State;
import io.devmesh.system.servers.Signal;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A replica that is told to stop, as a deployment does, lets go of whoever waits and ends what it works on. */
@ExtendWith(FixtureStack.class)
class ReplicaStopIT {
    private static final String POD = "edge-stopped";
    private static final String PROGRESS = "notifications/progress";
    private static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    private static final String SOON = "{'seconds':4}";
    private static final String LATER = "{'seconds':10}";

    /** When nothing is open any more. */
    private static final String LAST = "{'seconds':13}";

    private static final String LONGER_THAN_A_LEASE = "{'seconds':28}";
    private static final int GOING_AWAY = 1001;
    private static final Duration DRAINED = Duration.ofSeconds(30);

    private static SessionClient session;
    private static EventStream changes;
    private static EventStream subscribed;
    private static EventStream statelessCall;
    private static EventStream silentCall;
    private static EventStream call;
    private static EventStream left;
    private static StatelessClient stateless;
    private static String task;
    private static SocketClient socket;
    private static RawConnection.Answer lastAnswer;
    private static ProcessHandle process;

    @BeforeAll
    static void stop(Stack stack) {
        EdgeClient stopped = stack.edge().on(stack.startEdge(POD));
        process = stack.server(POD).process();
        SessionClient there = SessionClient.begin(stopped);
        session = there.on(stack.edge().port());
        socket = SocketClient.connect(stopped).initialize();
        StatelessClient withoutSession = new StatelessClient(stopped);
        stateless = withoutSession.on(stack.edge().port());
        subscribed = withoutSession.listen(7, "{'toolsListChanged':true}");
        subscribed.awaitMessage("notifications/subscriptions/acknowledged");
        changes = there.listen();
        trigger();
        changes.awaitMessage(TOOLS_CHANGED);
        silentCall = there.call(SessionClient.newId(), "test_watched_wait", "{'label':'stopped','seconds':6}");
        statelessCall = withoutSession.call("slow_compute", SOON);
        call = there.call(SessionClient.newId(), "slow_compute", LATER);
        left = there.call(SessionClient.newId(), "slow_compute", LAST);
        task = withoutSession.task("slow_compute", LONGER_THAN_A_LEASE);
        left.awaitMessage(PROGRESS);
        left.close();
        call.awaitMessage(PROGRESS);
        statelessCall.awaitMessage(PROGRESS);
        try (RawConnection kept = RawConnection.open(stopped.port(), EventStream.PATIENCE)) {
            assertThat(kept.send(ping(stopped)).answer().header("connection")).isNotEqualToIgnoringCase("close");

            new Signal("TERM").send(process);

            await().until(() -> refusesConnections(stopped.port()));
            lastAnswer = kept.send(ping(stopped)).answer();
        }
    }

    private static String ping(EdgeClient edge) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        return """
                POST /mcp HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Accept: application/json, text/event-stream
                Content-Length: %d

                %s""".formatted(edge.apiKey(), message.length(), message);
    }

    private static boolean refusesConnections(int port) {
        try (RawConnection unused = RawConnection.open(port, EventStream.PATIENCE)) {
            return false;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }

    @Test
    void answersOnAConnectionThatIsOpenAndSaysThatItIsTheLastTime() {
        assertThat(lastAnswer.status()).isEqualTo(200);
        assertThat(lastAnswer.body()).contains("result");
        assertThat(lastAnswer.header("connection")).isEqualToIgnoringCase("close");
    }

    @Test
    void endsAStreamOfChangesWithItsResult() {
        assertThat(subscribed.awaitOver()).isEqualTo(State.ENDED);
        JsonNode last = subscribed.messages().getLast();
        assertThat(last.path("id").intValue()).isEqualTo(7);
        assertThat(last.path("result").path("resultType").stringValue()).isEqualTo("complete");
    }

    @Test
    void endsTheStreamOfASessionWhichGoesOnElsewhere() {
        assertThat(changes.awaitOver()).isEqualTo(State.ENDED);
        trigger();

        try (EventStream resumed = session.listen(changes.lastId())) {
            resumed.awaitMessage(TOOLS_CHANGED);
        }
    }

    @Test
    void tellsClientsOfItsSocketsToConnectAgain() {
        assertThat(socket.awaitClose()).isEqualTo(GOING_AWAY);
    }

    @Test
    void endsTheCallsThatItWorksOn() {
        assertDone(statelessCall, "Work done in 4.0 s");
        assertDone(silentCall, "done");
    }

    @Test
    void endsACallThatCouldBeComeBackForThoughNothingElseIsOpen() {
        assertDone(call, "Work done in 10.0 s");
    }

    @Test
    void endsACallWhoseClientHasLeftAndComesBackElsewhere() {
        try (EventStream resumed = session.listen(left.lastId())) {
            assertDone(resumed, "Work done in 13.0 s");
        }
    }

    @Test
    void endsATaskWhichNobodyTakesOverMeanwhile() {
        String status = await().atMost(DRAINED)
                .until(
                        () -> stateless
                                .task(task)
                                .json()
                                .path("result")
                                .path("status")
                                .stringValue(),
                        found -> !found.equals("working"));

        assertThat(status).isEqualTo("completed");
    }

    @Test
    void isGoneSoonAfterItsLastCall() {
        call.awaitOver();

        assertThat(process.onExit()).succeedsWithin(DRAINED);
    }

    private static void assertDone(EventStream stream, String text) {
        assertThat(stream.awaitAnswer()
                        .path("result")
                        .path("content")
                        .path(0)
                        .path("text")
                        .stringValue())
                .isEqualTo(text);
        assertThat(stream.awaitOver()).isEqualTo(State.ENDED);
        assertThat(stream.answers()).hasSize(1);
    }

    private static void trigger() {
        assertThat(session.request("tools/call", "{'name':'test_trigger_tool_change'}")
                        .status())
                .isEqualTo(200);
    }
}
