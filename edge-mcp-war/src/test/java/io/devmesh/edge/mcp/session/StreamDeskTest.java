package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static io.devmesh.edge.mcp.Messages.sender;
import static io.devmesh.edge.mcp.Messages.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.tool.ScriptedTool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.edge.work.SameThread;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Stopping;
import io.devmesh.shared.json.Json;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two replicas, of which the first is lost in the middle of a call. */
class StreamDeskTest {
    private static final int LONG_ENOUGH = 9;

    private final MemorySessionStore store = new MemorySessionStore();
    private final MemoryBus bus = new MemoryBus();
    private final SameThread firstThreads = new SameThread();
    private final SameThread secondThreads = new SameThread();
    private final ScriptedTool tool = ScriptedTool.of("scripted", this::work).inItsOwnTime();
    private final SessionEra first = SessionEras.replica(store, bus, firstThreads, tool);
    private final SessionEra second = SessionEras.replica(store, bus, secondThreads, tool);
    private final Heard client = new Heard();
    private Consumer<ToolCall> whileWorking = call -> {};
    private boolean asks;
    private String session;

    @BeforeEach
    void initializes() {
        String params = "{'protocolVersion':'2025-11-25','capabilities':{'elicitation':{'form':{}}}}";
        McpReply reply = first.handle(sender(Messages.headers(null, null, null)), request("initialize", params));
        session = ((McpReply.Answer) reply).sessionId().orElseThrow();
    }

    @Test
    void isAliveFromItsFirstMarkOn() {
        Heard resumed = new Heard();
        whileWorking = call -> {
            resumeOnTheSecond(resumed);
            timePassesOn(secondThreads, LONG_ENOUGH);
            assertThat(resumed.isOver()).isFalse();
        };

        call();

        assertThat(lastOf(resumed).path("result").path("isError").booleanValue())
                .isFalse();
    }

    @Test
    void tellsAResumedClientThatTheReplicaIsGone() {
        Heard resumed = new Heard();
        whileWorking = call -> {
            resumeOnTheSecond(resumed);
            store.everybodyDies();
            timePassesOn(secondThreads, LONG_ENOUGH);
        };

        call();

        assertThat(errorOf(resumed)).isEqualTo("The replica that worked on this call is gone; call again");
        assertThat(resumed.isOver()).isTrue();
    }

    @Test
    void doesNotTakeAMomentWithoutASignOfLifeForADeath() {
        Heard resumed = new Heard();
        whileWorking = call -> {
            resumeOnTheSecond(resumed);
            for (int i = 0; i < LONG_ENOUGH; i++) {
                store.everybodyDies();
                timePassesOn(secondThreads, 3);
                firstThreads.timePasses();
                secondThreads.timePasses();
            }
        };

        call();

        assertThat(lastOf(resumed).has("result")).isTrue();
    }

    @Test
    void takesNobodyForDeadWhileRedisIsAway() {
        Heard resumed = new Heard();
        whileWorking = call -> {
            resumeOnTheSecond(resumed);
            store.everybodyDies();
            store.goAway();
            timePassesOn(secondThreads, LONG_ENOUGH);
            store.comeBack();
            firstThreads.timePasses();
            secondThreads.timePasses();
        };

        call();

        assertThat(lastOf(resumed).has("result")).isTrue();
    }

    @Test
    void endsAResumedStreamThoughRedisWasAwayForAMoment() {
        Heard resumed = new Heard();
        whileWorking = call -> {
            resumeOnTheSecond(resumed);
            store.goAway();
            call.talk().progress(2, 2, "");
            store.comeBack();
        };

        call();
        secondThreads.timePasses();

        assertThat(lastOf(resumed).has("result")).isTrue();
        assertThat(resumed.isOver()).isTrue();
    }

    @Test
    void endsTheAskedClientsStreamWhenWhoeverGotTheAnswerIsGone() {
        asks = true;
        call();
        whileWorking = call -> {
            store.everybodyDies();
            timePassesOn(firstThreads, LONG_ENOUGH);
        };

        answerOnTheSecond();

        assertThat(errorOf(client)).isEqualTo("The replica that worked on this call is gone; call again");
    }

    @Test
    void endsAStreamWhoseQuestionNobodyWaitsForAnyMore() {
        asks = true;
        call();
        Heard resumed = new Heard();
        resumeOnTheSecond(resumed);
        timePassesOn(secondThreads, LONG_ENOUGH);
        assertThat(resumed.isOver()).isFalse();

        store.forgetParked();
        timePassesOn(secondThreads, LONG_ENOUGH);

        assertThat(errorOf(resumed)).isEqualTo("Nobody waits for the client's answers any more; call again");
    }

    @Test
    void bringsTheRestOfACallThatWentOnElsewhere() {
        asks = true;
        call();

        answerOnTheSecond();

        assertThat(lastOf(client).path("result").path("isError").booleanValue()).isFalse();
        assertThat(client.isOver()).isTrue();
    }

    @Test
    void isBelievedAliveUntilItsLastCallsAreDone() {
        SameThread threads = new SameThread();
        Shutdown shutdown = new Shutdown();
        StreamDesk desk = new StreamDesk(store, bus, threads);
        desk.start(null);
        desk.register(null, shutdown);
        assertThat(desk.replica()).isNotEmpty();
        assertThat(store.lastBeat()).hasSeconds(6);

        Stopping.stop(shutdown);
        threads.timePasses();

        assertThat(store.lastBeat()).hasSeconds(45);
    }

    @Test
    void endsAStreamThatIsOpenedWhileTheServerStops() {
        Shutdown shutdown = new Shutdown();
        StreamDesk desk = new StreamDesk(store, bus, new SameThread());
        desk.register(null, shutdown);
        Heard before = new Heard();
        Heard after = new Heard();
        desk.resume(new StreamKey(session, "before"), before, "0-0");
        assertThat(before.isOver()).isFalse();

        Stopping.stop(shutdown);
        desk.resume(new StreamKey(session, "after"), after, "0-0");

        assertThat(before.isOver()).isTrue();
        assertThat(after.isOver()).isTrue();
    }

    private ToolResult work(ToolCall call) {
        if (asks && call.answers().byName().isEmpty()) {
            return new ToolResult.Asks(
                    Question.of("name", new InputRequest.Form("Who are you?", json("{'type':'object'}"))));
        }
        call.talk().progress(1, 2, "");
        whileWorking.accept(call);
        return ToolResult.Content.text("done");
    }

    private void call() {
        String params = "{'name':'scripted','arguments':{},'_meta':{'progressToken':'p'}}";
        McpReply reply = first.handle(sender(session(session)), request("tools/call", params));
        ((McpReply.Later) reply).work().accept(client);
    }

    private void resumeOnTheSecond(Heard resumed) {
        String last = client.events().getFirst().id().orElseThrow();
        McpHeaders headers = session(session, last);
        ((McpReply.Later) second.listen(sender(headers))).work().accept(resumed);
    }

    private void answerOnTheSecond() {
        String id = lastOf(client).path("id").stringValue();
        second.take(
                sender(session(session)),
                new JsonRpcMessage.Response(
                        new RequestId.Text(id), json("{'result':{'action':'accept','content':{}}}")));
    }

    private static void timePassesOn(SameThread threads, int rounds) {
        for (int i = 0; i < rounds; i++) {
            threads.timePasses();
        }
    }

    private static JsonNode lastOf(Heard heard) {
        return heard.answer()
                .map(answer -> Json.mapper().readTree(JsonRpcCodec.encode(answer.message())))
                .orElseGet(() -> heard.messages().getLast());
    }

    private static String errorOf(Heard heard) {
        return lastOf(heard).path("error").path("message").stringValue();
    }
}
