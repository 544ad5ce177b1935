package io.devmesh.edge.mcp.session;

import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.StreamEvent;
import java.util.List;
import java.util.Optional;

/** A client's connection on which a stream is open now, and how far it got. */
final class Holder {
    private final StreamKey key;
    private final Conversation conversation;
    private final boolean resumed;
    private Position delivered;
    private Optional<SessionStore.Mark> mark = Optional.empty();
    private boolean over;

    /**
     * @param delivered the id of what the client has already
     * @param resumed whether the client came back, so that what it gets may be written anywhere
     */
    Holder(StreamKey key, Conversation conversation, String delivered, boolean resumed) {
        this.key = key;
        this.conversation = conversation;
        this.delivered = Position.of(delivered);
        this.resumed = resumed;
    }

    Conversation conversation() {
        return conversation;
    }

    boolean isResumed() {
        return resumed;
    }

    /** Who worked on it, as far as was read. */
    synchronized Optional<SessionStore.Mark> mark() {
        return mark;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The id of the last that the client got. */
    synchronized String delivered() {
        return delivered.milliseconds() + "-" + delivered.number();
    }

    /** Sends what is new of {@code logged}. */
    synchronized void send(List<SessionStore.Logged> logged) {
        for (SessionStore.Logged entry : logged) {
            Position position = Position.of(entry.id());
            if (over || position.compareTo(delivered) <= 0) {
                continue;
            }
            delivered = position;
            if (entry.mark().isPresent()) {
                mark = entry.mark();
            } else if (entry.message().length > 0) {
                conversation.send(StreamEvent.of(key.eventId(entry.id()), entry.message()));
            }
            if (entry.last()) {
                over = true;
                conversation.end();
            }
        }
    }

    /** Sends the answer, unless it was sent already. */
    synchronized void reply(String id, McpReply.Answer answer) {
        if (!over) {
            over = true;
            conversation.reply(answer, key.eventId(id));
        }
    }

    /** Lets go of the client. */
    synchronized void end() {
        over = true;
        conversation.end();
    }
}
