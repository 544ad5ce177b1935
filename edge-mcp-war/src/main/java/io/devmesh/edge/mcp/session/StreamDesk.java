package io.devmesh.edge.mcp.session;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.bus.Bus;
import io.devmesh.edge.bus.BusUnavailableException;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Threads;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which streams of sessions are open on this replica, and brings them what was written, here or elsewhere. Whatever
 * is written is in the store first, so a client that comes back to another replica misses nothing.
 */
@ApplicationScoped
class StreamDesk {
    private static final String WAKE = "mcp.wake";
    private static final String MOVED = "mcp.moved";
    private static final String SESSION = "session";
    private static final String STREAM = "stream";
    private static final String BY = "by";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A replica leaves signs of life again a moment after Redis came back, and whoever takes a call marks it a moment later. */
    private static final int LOOKS_UNTIL_GONE = 5;

    private static final Duration BEAT_EVERY = Duration.ofSeconds(2);
    private static final Duration ALIVE = Duration.ofSeconds(6);

    /** A server that was told to stop lets calls finish for 30 s, and wakes nobody any more who would leave a sign. */
    private static final Duration STOPPING = Duration.ofSeconds(45);

    private static final System.Logger LOG = System.getLogger(StreamDesk.class.getName());

    private final SessionStore store;
    private final Bus bus;
    private final Threads threads;
    private final String replica = UUID.randomUUID().toString();
    private final Map<StreamKey, Holder> holders = new ConcurrentHashMap<>();
    private volatile boolean works;
    private volatile boolean stopping;

    StreamDesk() {
        this(null, null, null);
    }

    @Inject
    StreamDesk(SessionStore store, Bus bus, Threads threads) {
        this.store = store;
        this.bus = bus;
        this.threads = threads;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        bus.listen(WAKE, entry -> wake(key(entry)));
        bus.listen(MOVED, entry -> {
            if (!entry.field(BY).equals(replica)) {
                letGo(key(entry));
            }
        });
        threads.every(LOOK_EVERY, this::look);
        threads.every(BEAT_EVERY, () -> beat(ALIVE));
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object application, Shutdown shutdown) {
        shutdown.onStop(this::stop);
    }

    /**
     * Clients come back to another replica, with the id of what they got last. Those whose calls are at work here stay, because their
     * answers are as near as can be.
     */
    private void stop() {
        stopping = true;
        holders.values().forEach(this::endWhereStopping);
        threads.execute(() -> beat(STOPPING));
    }

    /** This process, in marks; it lives before the first of them. */
    String replica() {
        if (!works) {
            works = true;
            beat(ALIVE);
        }
        return replica;
    }

    /** The stream is open here, from the client's first request. */
    void open(StreamKey key, Conversation conversation, String delivered) {
        put(key, new Holder(key, conversation, delivered, false));
    }

    /** The call waits for the client's answers, with which any replica may go on. */
    void paused(StreamKey key, SessionStore.Logged mark) {
        Holder holder = holders.get(key);
        if (holder != null) {
            holder.follow();
            holder.send(List.of(mark));
            endWhereStopping(holder);
        }
    }

    /** The client came back for the stream; whoever else thinks to have it lets go. */
    Holder resume(StreamKey key, Conversation conversation, String delivered) {
        Holder holder = new Holder(key, conversation, delivered, true);
        put(key, holder);
        post(Map.of(Bus.KIND, MOVED, SESSION, key.session(), STREAM, key.stream(), BY, replica));
        return holder;
    }

    /** Brings what was just written to wherever the client is. */
    void written(StreamKey key, SessionStore.Logged logged) {
        Holder holder = holders.get(key);
        if (holder == null) {
            post(Map.of(Bus.KIND, WAKE, SESSION, key.session(), STREAM, key.stream()));
        } else {
            holder.send(List.of(logged));
            forgetIfOver(key, holder);
        }
    }

    /** The same for the answer, which ends the stream. */
    void answered(StreamKey key, String id, McpReply.Answer answer) {
        Holder holder = holders.remove(key);
        if (holder == null) {
            post(Map.of(Bus.KIND, WAKE, SESSION, key.session(), STREAM, key.stream()));
        } else {
            holder.reply(id, answer);
        }
    }

    /** The same where it could not be written, for a client that happens to be here. */
    void answeredUnlogged(StreamKey key, McpReply.Answer answer) {
        Holder holder = holders.remove(key);
        if (holder == null) {
            LOG.log(WARNING, "An answer is lost, because Redis is away and its client is not here");
        } else {
            holder.conversation().reply(answer);
        }
    }

    /** Ends the client's connection, if it is here. */
    void letGo(StreamKey key) {
        Holder holder = holders.remove(key);
        if (holder != null) {
            holder.end();
        }
    }

    /** Ends all connections of a session that are here. */
    void letGo(String session) {
        holders.keySet().stream().filter(key -> key.session().equals(session)).forEach(this::letGo);
    }

    /** Sends what the store has and the client has not. Throws SessionStoreException. */
    void catchUp(StreamKey key, Holder holder) {
        store.after(key.session(), key.stream(), holder.delivered()).ifPresent(holder::send);
        forgetIfOver(key, holder);
    }

    private void put(StreamKey key, Holder holder) {
        Holder before = holders.put(key, holder);
        if (before != null) {
            before.end();
        }
        holder.conversation().onClose(() -> holders.remove(key, holder));
        endWhereStopping(holder);
    }

    /** A connection that was open before brings requests until the end; a stream would be cut off with it. */
    private void endWhereStopping(Holder holder) {
        if (stopping && holder.isFollowed()) {
            holder.end();
        }
    }

    private void wake(StreamKey key) {
        Holder holder = holders.get(key);
        if (holder != null && !key.isListening()) {
            threads.execute(() -> tryCatchUp(key, holder));
        }
    }

    private void tryCatchUp(StreamKey key, Holder holder) {
        try {
            catchUp(key, holder);
        } catch (SessionStoreException away) {
            LOG.log(DEBUG, "A stream is behind until Redis is back", away);
        }
    }

    /** What a client misses may have been written by a replica that still thought to have the client itself. */
    private void look() {
        try {
            for (Map.Entry<StreamKey, Holder> open : holders.entrySet()) {
                if (open.getValue().isFollowed() && !open.getKey().isListening()) {
                    look(open.getKey(), open.getValue());
                }
            }
        } catch (SessionStoreException away) {
            LOG.log(DEBUG, "Streams are behind until Redis is back", away);
        }
    }

    private void look(StreamKey key, Holder holder) {
        catchUp(key, holder);
        Optional<SessionStore.Mark> mark = holder.isOver() ? Optional.empty() : holder.mark();
        if (mark.isPresent() && holder.found(isInHands(key, mark.get())) >= LOOKS_UNTIL_GONE) {
            abandon(key, mark.get());
        }
    }

    private boolean isInHands(StreamKey key, SessionStore.Mark mark) {
        return mark.worker().isEmpty() ? store.isParked(key.session(), mark.requestId()) : store.isAlive(mark.worker());
    }

    /** Nobody will ever answer it. */
    private void abandon(StreamKey key, SessionStore.Mark mark) {
        JsonRpcReply gone = new JsonRpcReply.Failure(
                RequestId.ofJson(Json.mapper().readTree(mark.requestId())),
                JsonRpcError.of(
                        JsonRpcErrorCode.UNAVAILABLE,
                        mark.worker().isEmpty()
                                ? "Nobody waits for the client's answers any more; call again"
                                : "The replica that worked on this call is gone; call again"));
        String id = store.append(key.session(), key.stream(), JsonRpcCodec.encode(gone), true);
        answered(key, id, McpReply.Answer.of(gone, 200));
    }

    private void forgetIfOver(StreamKey key, Holder holder) {
        if (holder.isOver()) {
            holders.remove(key, holder);
        }
    }

    private synchronized void beat(Duration alive) {
        // An ordinary sign that comes late must not cut the last one short.
        boolean late = stopping && alive.equals(ALIVE);
        if (works && !late) {
            try {
                store.beat(replica, alive);
            } catch (SessionStoreException away) {
                LOG.log(DEBUG, "No sign of life was left", away);
            }
        }
    }

    private void post(Map<String, String> fields) {
        try {
            bus.post(fields);
        } catch (BusUnavailableException away) {
            LOG.log(WARNING, "Another replica was not told of a stream: " + away.getMessage());
        }
    }

    private static StreamKey key(Bus.Entry entry) {
        return new StreamKey(entry.field(SESSION), entry.field(STREAM));
    }
}
