package io.devmesh.edge.mcp;

import java.util.function.Consumer;

/** Tells somebody of the answer as it is given. */
record TimedConversation(Conversation conversation, Consumer<McpReply.Answer> answered) implements Conversation {
    @Override
    public void send(StreamEvent event) {
        conversation.send(event);
    }

    @Override
    public void begin() {
        conversation.begin();
    }

    @Override
    public void reply(McpReply.Answer answer) {
        answered.accept(answer);
        conversation.reply(answer);
    }

    @Override
    public void reply(McpReply.Answer answer, String eventId) {
        answered.accept(answer);
        conversation.reply(answer, eventId);
    }

    @Override
    public void end() {
        conversation.end();
    }

    @Override
    public void onClose(Runnable action) {
        conversation.onClose(action);
    }
}
