package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.Wire;
import io.devmesh.edge.tool.EchoTool;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireSessionTest {
    private final SessionEra era = SessionEras.with(new AskingTool());
    private final Sender sender = new Sender(Messages.CALLER, McpHeaders.none(), Optional.of(new OpenWire()));

    /** A connection may have so many requests at work; one that nobody ends counts for ever. */
    @Test
    void endsACallThatWaitsForTheClientWhereItIsCancelled() {
        McpReply begun = era.handle(
                sender, request("initialize", "{'protocolVersion':'2025-11-25','capabilities':{'elicitation':{}}}"));
        Heard heard = Heard.of(era.handle(sender, request("tools/call", "{'name':'echo','arguments':{'text':'a'}}")));
        assertThat(begun).isInstanceOf(McpReply.Answer.class);
        assertThat(heard.messages()).hasSize(1);
        assertThat(heard.isOver()).isFalse();

        McpReply taken =
                era.take(sender, new JsonRpcMessage.Notification("notifications/cancelled", json("{'requestId':'r'}")));

        assertThat(taken).isInstanceOf(McpReply.Silent.class);
        assertThat(heard.isOver()).isTrue();
        assertThat(heard.answer()).isEmpty();
    }

    private static final class AskingTool implements Tool {
        @Override
        public ToolDescription description() {
            return new EchoTool().description();
        }

        @Override
        public ToolResult call(ToolCall call) {
            return new ToolResult.Asks(Question.of("a", new InputRequest.Form("?", json("{'type':'object'}"))));
        }
    }

    private static final class OpenWire implements Wire {
        @Override
        public Conversation conversation() {
            return new Heard();
        }

        @Override
        public Runnable onClose(Runnable action) {
            return () -> {};
        }
    }
}
