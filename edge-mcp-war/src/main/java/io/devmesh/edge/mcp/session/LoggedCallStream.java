package io.devmesh.edge.mcp.session;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.StreamEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * What a call says goes into the store before it goes to the client, so that the client can come back for it to any replica.
 * While Redis is away it goes to the client alone.
 */
final class LoggedCallStream implements CallStream {
    static final Duration RETRY = Duration.ofSeconds(1);
    private static final byte[] NOTHING = new byte[0];
    private static final System.Logger LOG = System.getLogger(LoggedCallStream.class.getName());

    private final StreamKey key;
    private final String requestId;
    private final Optional<Conversation> conversation;
    private final ProtocolVersion version;
    private final SessionStore store;
    private final StreamDesk desk;
    private boolean begun;
    private boolean logged;
    private boolean kept;
    private String last = "0-0";

    /**
     * @param requestId the call's, written as JSON
     * @param conversation the client's own request; empty where the call goes on later
     */
    LoggedCallStream(
            StreamKey key,
            String requestId,
            Optional<Conversation> conversation,
            ProtocolVersion version,
            SessionStore store,
            StreamDesk desk) {
        this.key = key;
        this.requestId = requestId;
        this.conversation = conversation;
        this.version = version;
        this.store = store;
        this.desk = desk;
    }

    @Override
    public String id() {
        return key.stream();
    }

    @Override
    public synchronized void send(byte[] message) {
        begin();
        write(message, false)
                .ifPresentOrElse(
                        id -> desk.written(key, new SessionStore.Logged(id, message, false, Optional.empty())),
                        () -> conversation.ifPresent(open -> open.send(StreamEvent.of(message))));
    }

    @Override
    public synchronized boolean canBeReopened() {
        begin();
        return logged;
    }

    @Override
    public synchronized void pause() {
        begin();
        if (logged) {
            mark(parked());
            desk.paused(key, new SessionStore.Logged(last, NOTHING, false, Optional.of(parked())));
        }
    }

    @Override
    public synchronized void reply(McpReply.Answer answer) {
        if (!begun && conversation.isPresent()) {
            conversation.get().reply(answer);
            return;
        }
        begin();
        write(JsonRpcCodec.encode(answer.message()), true)
                .ifPresentOrElse(
                        id -> desk.answered(key, id, answer), () -> conversation.ifPresent(open -> open.reply(answer)));
    }

    @Override
    public synchronized void close() {
        if (begun || conversation.isEmpty()) {
            begin();
            write(NOTHING, true)
                    .ifPresent(id -> desk.written(key, new SessionStore.Logged(id, NOTHING, true, Optional.empty())));
        }
        conversation.ifPresent(Conversation::end);
    }

    @Override
    public synchronized void hangUp(Duration pause) {
        begin();
        if (logged && version.compareTo(ProtocolVersion.V2025_11_25) >= 0) {
            conversation.ifPresent(open -> open.send(StreamEvent.mark(key.eventId(last), pause)));
            desk.letGo(key);
        }
    }

    /** Older clients would take an event without a message for a broken message. */
    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        logged = true;
        mark(new SessionStore.Mark(desk.replica(), requestId));
        if (logged) {
            conversation.ifPresent(open -> {
                desk.open(key, open, last);
                if (version.compareTo(ProtocolVersion.V2025_11_25) >= 0) {
                    open.send(StreamEvent.mark(key.eventId(last), RETRY));
                }
            });
        }
    }

    private SessionStore.Mark parked() {
        return new SessionStore.Mark("", requestId);
    }

    private void mark(SessionStore.Mark mark) {
        try {
            last = store.mark(key.session(), key.stream(), mark);
            kept = true;
        } catch (SessionStoreException away) {
            lost(away);
        }
    }

    private Optional<String> write(byte[] message, boolean isLast) {
        // An end is tried in any case, or whoever comes back for the stream would wait for it.
        if (!logged && !(isLast && kept)) {
            return Optional.empty();
        }
        try {
            last = store.append(key.session(), key.stream(), message, isLast);
            return Optional.of(last);
        } catch (SessionStoreException away) {
            lost(away);
            return Optional.empty();
        }
    }

    private void lost(SessionStoreException away) {
        logged = false;
        LOG.log(WARNING, "A stream can't be resumed: " + away.getMessage());
    }
}
