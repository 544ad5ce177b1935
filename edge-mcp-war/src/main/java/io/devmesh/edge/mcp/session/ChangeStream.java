package io.devmesh.edge.mcp.session;

import io.devmesh.edge.change.Interest;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.operation.ChangeMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Changes on their way to one client, after those that it missed. */
final class ChangeStream {
    private final StreamKey key;
    private final Conversation conversation;
    private final Set<String> uris = ConcurrentHashMap.newKeySet();
    private final List<Interest.Told> held = new ArrayList<>();
    private boolean replayed;
    private Position sent = new Position(0, 0);

    ChangeStream(StreamKey key, Conversation conversation) {
        this.key = key;
        this.conversation = conversation;
    }

    void subscribe(String uri, boolean on) {
        boolean unused = on ? uris.add(uri) : uris.remove(uri);
    }

    Set<String> uris() {
        return uris;
    }

    synchronized void tell(Interest.Told told) {
        if (replayed) {
            send(told);
        } else {
            held.add(told);
        }
    }

    /** What the client missed; what came meanwhile follows. */
    synchronized void replay(List<Interest.Told> missed) {
        missed.forEach(this::send);
        Position last = sent;
        held.stream()
                .filter(told -> Position.of(told.position()).compareTo(last) > 0)
                .forEach(this::send);
        held.clear();
        replayed = true;
    }

    private void send(Interest.Told told) {
        sent = Position.of(told.position());
        conversation.send(StreamEvent.of(
                key.eventId(told.position()), ChangeMessages.notification(told.change(), Optional.empty())));
    }
}
