package io.devmesh.edge.mcp.websocket;

import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.Wire;
import java.util.ArrayList;
import java.util.List;

/** One request on a connection that others share; over when it is answered, or when the connection is. */
final class SocketConversation implements Conversation {
    private final SocketSender sender;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private boolean over;

    SocketConversation(SocketSender sender, Wire wire, Runnable whenOver) {
        this.sender = sender;
        whenClosed.add(whenOver);
        Runnable forget = wire.onClose(this::end);
        onClose(forget);
    }

    @Override
    public synchronized void send(StreamEvent event) {
        if (!over && event.hasMessage()) {
            sender.send(event.message());
        }
    }

    @Override
    public void begin() {}

    @Override
    public void reply(McpReply.Answer answer) {
        synchronized (this) {
            if (!over) {
                sender.send(JsonRpcCodec.encode(answer.message()));
            }
        }
        end();
    }

    @Override
    public void reply(McpReply.Answer answer, String eventId) {
        reply(answer);
    }

    @Override
    public void end() {
        List<Runnable> actions;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            actions = List.copyOf(whenClosed);
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!over) {
                whenClosed.add(action);
                return;
            }
        }
        action.run();
    }
}
