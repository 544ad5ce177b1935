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
    private Position delivered;
    private Optional<SessionStore.Mark> mark = Optional.empty();
    private boolean followed;
    private int lost;
    private boolean over;

    /**
     * @param delivered the id of what the client has already
     * @param followed whether what the client gets may be written anywhere
     */
    Holder(StreamKey key, Conversation conversation, String delivered, boolean followed) {
        this.key = key;
        this.conversation = conversation;
        this.delivered = Position.of(delivered);
        this.followed = followed;
    }

    Conversation conversation() {
        return conversation;
    }

    synchronized boolean isFollowed() {
        return followed;
    }

    /** From now on what the client gets may be written anywhere. */
    synchronized void follow() {
        followed = true;
    }

    /** Takes down whether the call is in somebody's hands; returns how often in a row it was not. */
    synchronized int found(boolean inHands) {
        lost = inHands ? 0 : lost + 1;
        return lost;
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
            // Who works on the call may stand before what the client has already.
            if (entry.mark().isPresent()) {
                mark = entry.mark();
                lost = 0;
            }
            if (over || position.compareTo(delivered) <= 0) {
                continue;
            }
            delivered = position;
            if (entry.message().length > 0) {
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
