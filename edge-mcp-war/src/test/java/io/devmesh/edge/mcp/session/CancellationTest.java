package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static io.devmesh.edge.mcp.Messages.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.tool.ScriptedTool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.edge.work.SameThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Clients cancel while the tool works, which here does by itself what would come from outside. */
class CancellationTest {
    private static final McpReply ACCEPTED = McpReply.Silent.accepted();

    private final MemorySessionStore store = new MemorySessionStore();
    private final MemoryBus bus = new MemoryBus();
    private final SameThread threads = new SameThread();
    private final SessionEra here = replica();
    private final SessionEra there = replica();
    private Sender client;
    private Runnable meanwhile = () -> {};
    private boolean sawThatItIsCancelled;
    private boolean breaks;

    @BeforeEach
    void begin() {
        client = session();
    }

    @Test
    void givesNoAnswerAndSaysNothingMore() {
        meanwhile = () -> assertThat(cancel(here, client, "'r'")).isEqualTo(ACCEPTED);

        Heard heard = work();

        assertThat(sawThatItIsCancelled).isTrue();
        assertGone(heard);
        assertThat(heard.messages())
                .extracting(message -> message.path("params").path("progress").doubleValue())
                .containsExactly(1.0);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void givesNoAnswerWhereTheOtherReplicaWasTold() {
        meanwhile = () -> cancel(there, client, "'r'");

        assertGone(work());
    }

    @Test
    void givesNoAnswerWhereTheToolBreaksBecauseOfIt() {
        meanwhile = () -> cancel(here, client, "'r'");
        breaks = true;

        assertGone(work());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'other'", "7", "null", "{}", "'R'"})
    void leavesCallsWithAnotherIdAlone(String id) {
        meanwhile = () -> assertThat(cancel(here, client, id)).isEqualTo(ACCEPTED);

        assertThat(work().result().path("isError").booleanValue()).isFalse();
    }

    @Test
    void leavesACallOfAnotherSessionWithTheSameIdAlone() {
        Sender other = session();
        meanwhile = () -> cancel(here, other, "'r'");

        assertThat(work().answer()).isPresent();
    }

    @Test
    void comesTooLateForACallThatIsAnsweredAndDoesNotHitTheNextWithThatId() {
        assertThat(work().answer()).isPresent();

        assertThat(cancel(here, client, "'r'")).isEqualTo(ACCEPTED);

        assertThat(work().answer()).isPresent();
    }

    @Test
    void dropsTheAnswerToAQuestionOfACancelledCall() {
        Heard heard = call("asking");
        JsonNode question = heard.messages().getLast();
        assertThat(question.path("method").stringValue()).isEqualTo("elicitation/create");

        cancel(there, client, "'r'");
        assertThat(answer(question)).isEqualTo(ACCEPTED);
        threads.timePasses();

        assertGone(heard);
        assertThat(heard.messages().getLast()).isEqualTo(question);
    }

    @Test
    void asksForTheSessionOfWhoeverSendsNone() {
        assertThatThrownBy(() -> cancel(here, sender(McpHeaders.none()), "'r'"))
                .isInstanceOf(JsonRpcException.class)
                .hasMessageContaining("session");
    }

    private static void assertGone(Heard heard) {
        assertThat(heard.isOver()).isTrue();
        assertThat(heard.answer()).isEmpty();
    }

    private SessionEra replica() {
        return SessionEras.replica(
                store,
                bus,
                threads,
                ScriptedTool.of("working", this::work).inItsOwnTime(),
                ScriptedTool.of("asking", CancellationTest::ask));
    }

    private ToolResult work(ToolCall call) {
        call.talk().progress(1, 2, "");
        meanwhile.run();
        sawThatItIsCancelled = call.talk().isCancelled();
        call.talk().progress(2, 2, "");
        if (breaks) {
            throw new IllegalStateException("interrupted");
        }
        return ToolResult.Content.text("done");
    }

    private static ToolResult ask(ToolCall call) {
        return call.answers().find("name").isPresent()
                ? ToolResult.Content.text("done")
                : new ToolResult.Asks(Question.of("name", new InputRequest.Form("?", json("{}"))));
    }

    private Heard work() {
        return call("working");
    }

    private Heard call(String tool) {
        return Heard.of(
                here.handle(client, request("tools/call", "{'name':'" + tool + "','_meta':{'progressToken':1}}")));
    }

    private static McpReply cancel(SessionEra era, Sender sender, String id) {
        return era.take(
                sender, new JsonRpcMessage.Notification("notifications/cancelled", json("{'requestId':" + id + "}")));
    }

    private McpReply answer(JsonNode question) {
        String id = question.path("id").stringValue();
        return here.take(
                client,
                new JsonRpcMessage.Response(
                        new RequestId.Text(id), json("{'result':{'action':'accept','content':{}}}")));
    }

    private Sender session() {
        McpReply begun = here.handle(
                sender(McpHeaders.none()),
                request("initialize", "{'protocolVersion':'2025-11-25','capabilities':{'elicitation':{}}}"));
        return sender(Messages.session(((McpReply.Answer) begun).sessionId().orElseThrow()));
    }
}
