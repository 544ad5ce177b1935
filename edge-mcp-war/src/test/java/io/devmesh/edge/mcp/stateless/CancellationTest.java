package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.OpenWire;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.tool.ScriptedTool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clients cancel while the tool works, which here does by itself what would come from outside. */
class CancellationTest {
    private static final Sender OVER_HTTP = new Sender(CALLER, McpHeaders.none(), Optional.empty());

    private final StatelessEra era =
            StatelessEras.with(ScriptedTool.of("working", this::work).inItsOwnTime());
    private final Sender client = onConnection();
    private final Heard heard = new Heard();
    private Runnable meanwhile = () -> {};
    private boolean sawThatItIsCancelled;

    @Test
    void endsWhatAClientNoLongerListensTo() {
        meanwhile = heard::hangUp;

        call(OVER_HTTP, heard);

        assertGone();
    }

    @Test
    void endsWhatAClientCancelsOnItsConnection() {
        meanwhile = () -> cancel(client, "'r'");

        call(client, heard);

        assertGone();
        assertThat(heard.isOver()).isTrue();
    }

    @Test
    void leavesAloneWhatHasTheSameIdOnAnotherConnection() {
        meanwhile = () -> cancel(onConnection(), "'r'");

        call(client, heard);

        assertThat(heard.answer()).isPresent();
    }

    @Test
    void leavesAloneWhatHasAnotherId() {
        meanwhile = () -> cancel(client, "'R'");

        call(client, heard);

        assertThat(heard.answer()).isPresent();
    }

    /** Where requests do not share a connection, ids mean nothing beyond their request. */
    @Test
    void takesNoCancellationOverHttp() {
        meanwhile = () -> cancel(OVER_HTTP, "'r'");

        call(OVER_HTTP, heard);

        assertThat(heard.answer()).isPresent();
    }

    @Test
    void refusesASecondRequestWithTheIdOfOneThatIsWorkedOn() {
        Heard second = new Heard();
        meanwhile = () -> assertThatThrownBy(() -> call(client, second))
                .isInstanceOf(JsonRpcException.class)
                .hasMessageContaining("still being answered");

        call(client, heard);

        assertThat(heard.answer()).isPresent();
        assertThat(second.answer()).isEmpty();
    }

    private void assertGone() {
        assertThat(sawThatItIsCancelled).isTrue();
        assertThat(heard.answer()).isEmpty();
        assertThat(heard.messages()).hasSize(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    private ToolResult work(ToolCall call) {
        call.talk().progress(1, 2, "");
        meanwhile.run();
        sawThatItIsCancelled = call.talk().isCancelled();
        call.talk().progress(2, 2, "");
        return ToolResult.Content.text("done");
    }

    private void call(Sender sender, Heard listener) {
        McpReply reply = era.handle(
                sender,
                request(
                        "tools/call",
                        "{'name':'working','_meta':{'progressToken':1,"
                                + "'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                                + "'io.modelcontextprotocol/clientCapabilities':{}}}"));
        ((McpReply.Later) reply).work().accept(listener);
    }

    private void cancel(Sender sender, String id) {
        assertThat(era.take(
                        sender,
                        new JsonRpcMessage.Notification("notifications/cancelled", json("{'requestId':" + id + "}"))))
                .isEqualTo(McpReply.Silent.accepted());
    }

    private static Sender onConnection() {
        return new Sender(CALLER, McpHeaders.none(), Optional.of(new OpenWire()));
    }
}
