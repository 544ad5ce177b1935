package io.devmesh.edge.mcp.session;

import io.devmesh.edge.change.Interest;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.operation.ChangeMessages;
import java.util.ArrayList;
import java.util.HashSet;
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
    /** What was missed is read from Redis, which may be ahead of what is heard here. */
    private final Set<String> replayed = new HashSet<>();

    private boolean upToDate;

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
        if (upToDate) {
            send(told);
        } else {
            held.add(told);
        }
    }

    /** What the client missed; what came meanwhile follows. */
    synchronized void replay(List<Interest.Told> missed) {
        missed.forEach(told -> {
            send(told);
            replayed.add(told.id());
        });
        upToDate = true;
        held.forEach(this::send);
        held.clear();
    }

    private void send(Interest.Told told) {
        if (!replayed.contains(told.id())) {
            conversation.send(StreamEvent.of(
                    key.eventId(told.position()), ChangeMessages.notification(told.change(), Optional.empty())));
        }
    }
}
