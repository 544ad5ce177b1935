package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.mcp.OpenWire;
import io.devmesh.edge.mcp.Sender;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlyCancellationTest {
    private final StatelessEra era = StatelessEras.with();
    private final Sender sender = new Sender(Messages.CALLER, McpHeaders.none(), Optional.of(new OpenWire()));
    private final Heard heard = new Heard();

    /** The word that it has begun may be answered at once. */
    @Test
    void canBeCancelledAsSoonAsItIsAcknowledged() {
        McpReply reply = era.handle(sender, request("subscriptions/listen", """
                        {'notifications':{'toolsListChanged':true},
                         '_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',
                                  'io.modelcontextprotocol/clientCapabilities':{}}}"""));

        ((McpReply.Later) reply).work().accept(cancelling());

        assertThat(heard.messages()).hasSize(1);
        assertThat(heard.isOver()).isTrue();
    }

    private Conversation cancelling() {
        return (Conversation) Proxy.newProxyInstance(
                EarlyCancellationTest.class.getClassLoader(),
                new Class<?>[] {Conversation.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(heard, arguments);
                    if (method.getName().equals("send")) {
                        var unused = era.take(
                                sender,
                                new JsonRpcMessage.Notification("notifications/cancelled", json("{'requestId':'r'}")));
                    }
                    return result;
                });
    }
}
