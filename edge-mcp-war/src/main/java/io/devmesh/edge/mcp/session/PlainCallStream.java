package io.devmesh.edge.mcp.session;

import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.StreamEvent;
import java.time.Duration;

/** Straight to the client, without a way back after a loss. */
record PlainCallStream(String id, Conversation conversation) implements CallStream {
    @Override
    public void send(byte[] message) {
        conversation.send(StreamEvent.of(message));
    }

    @Override
    public boolean canBeReopened() {
        return true;
    }

    @Override
    public void pause() {}

    @Override
    public void reply(McpReply.Answer answer) {
        conversation.reply(answer);
    }

    @Override
    public void close() {
        conversation.end();
    }

    @Override
    public void hangUp(Duration pause) {}
}
