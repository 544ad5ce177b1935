package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNAVAILABLE;

import io.devmesh.edge.bus.BusUnavailableException;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.change.Interest;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.operation.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Streams that GET opens: of changes, or the rest of a call's stream that was lost. An open one holds no thread. */
@ApplicationScoped
class Listening {
    private static final int MAX_OPEN = 20_000;

    private final Sessions sessions;
    private final SessionSharing sharing;
    private final ChangeFeed feed;
    private final Map<String, ChangeStream> open = new ConcurrentHashMap<>();

    Listening() {
        this(null, null, null);
    }

    @Inject
    Listening(Sessions sessions, SessionSharing sharing, ChangeFeed feed) {
        this.sessions = sessions;
        this.sharing = sharing;
        this.feed = feed;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        sharing.onSubscription((session, uri, on) -> {
            ChangeStream stream = open.get(session);
            if (stream != null) {
                stream.subscribe(uri, on);
            }
        });
    }

    McpReply listen(Sender sender) {
        if (sender.headers().sessionId().isEmpty()) {
            return McpReply.Answer.failure(
                    INVALID_REQUEST,
                    "There is nothing to GET without a session: POST initialize (Streamable HTTP), and send its"
                            + " MCP-Session-Id. The HTTP+SSE transport of 2024-11-05 is not served",
                    405);
        }
        SharedSession session = sessions.shared(sender);
        Optional<StreamKey.Place> place = sender.headers()
                .lastEventId()
                .map(id -> StreamKey.parse(id)
                        .orElseThrow(() -> Params.invalid("Last-Event-ID is none that this server gave")));
        if (open.size() >= MAX_OPEN) {
            throw new JsonRpcException(UNAVAILABLE, "This replica has as many open streams as it can; try again");
        }
        return new McpReply.Later(conversation -> {
            try {
                if (place.filter(found -> !found.stream().equals(StreamKey.LISTENING))
                        .isPresent()) {
                    resume(session, place.get(), conversation);
                } else {
                    changes(sender, session, place.map(StreamKey.Place::position), conversation);
                }
            } catch (SessionStoreException | BusUnavailableException away) {
                throw new JsonRpcException(
                        UNAVAILABLE, "Streams of sessions need Redis, which is away; try again later");
            }
        });
    }

    private void resume(SharedSession session, StreamKey.Place place, Conversation conversation) {
        StreamKey key = new StreamKey(session.token().id(), place.stream());
        String position = checked(place.position());
        // From the beginning, because who works on the call stands there.
        List<SessionStore.Logged> logged = sharing.store()
                .after(key.session(), key.stream(), "0-0")
                .orElseThrow(() -> Params.invalid("Last-Event-ID names a stream that is not kept any more"));
        conversation.begin();
        Holder holder = sharing.desk().resume(key, conversation, position);
        holder.send(logged);
        sharing.desk().catchUp(key, holder);
    }

    private static String checked(String position) {
        try {
            Position unused = Position.of(position);
            return position;
        } catch (IllegalArgumentException foreign) {
            throw Params.invalid("Last-Event-ID is none that this server gave");
        }
    }

    private void changes(Sender sender, SharedSession session, Optional<String> from, Conversation conversation) {
        String id = session.token().id();
        StreamKey key = new StreamKey(id, StreamKey.LISTENING);
        ChangeStream stream = new ChangeStream(key, conversation);
        open.put(id, stream);
        conversation.onClose(() -> open.remove(id, stream));
        sharing.store().subscriptions(id).forEach(uri -> stream.subscribe(uri, true));
        String position = feed.position();
        Interest interest = new Interest(true, true, true, stream::uris, stream::tell);
        conversation.onClose(feed.watch(sender.caller().tenant(), interest));
        conversation.begin();
        if (from.isEmpty() && session.version().compareTo(ProtocolVersion.V2025_11_25) >= 0) {
            conversation.send(StreamEvent.mark(key.eventId(position), LoggedCallStream.RETRY));
        }
        sharing.desk().resume(key, conversation, "0-0");
        stream.replay(from.flatMap(after -> feed.since(after, sender.caller().tenant(), interest))
                .orElse(List.of()));
    }
}
