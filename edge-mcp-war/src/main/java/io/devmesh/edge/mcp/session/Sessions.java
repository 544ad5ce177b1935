package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.SESSION_NOT_FOUND;
import static java.lang.System.Logger.Level.WARNING;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.bus.BusUnavailableException;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.Wire;
import io.devmesh.edge.seal.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the session of a message, and begins and ends sessions. */
@ApplicationScoped
class Sessions {
    /** How long "not ended" is believed without asking; other replicas tell when it is no longer true. */
    private static final Duration BELIEVED = Duration.ofSeconds(1);

    private static final int MAX_REMEMBERED = 100_000;
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());

    private final Seal seal;
    private final SessionSharing sharing;
    private final ChangeFeed feed;
    private final SessionConfig config;
    private final Clock clock;
    private final Map<Wire, WireSession> wires = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> ended = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(BELIEVED)
            .build();

    Sessions() {
        this(null, null, null, null, null);
    }

    @Inject
    Sessions(Seal seal, SessionSharing sharing, ChangeFeed feed, SessionConfig config, Clock clock) {
        this.seal = seal;
        this.sharing = sharing;
        this.feed = feed;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        sharing.onEnd(session -> ended.put(session, true));
    }

    /** Throws JsonRpcException for an id that is none of the caller's, or over. */
    Session of(Sender sender) {
        if (sender.wire().isPresent()) {
            return ofWire(sender.wire().get());
        }
        ProtocolVersion version = version(sender);
        return sender.headers().sessionId().isPresent() ? shared(sender) : new Sessionless(version);
    }

    /** Throws JsonRpcException where there is none. */
    SharedSession shared(Sender sender) {
        String id = sender.headers().sessionId().orElseThrow(Sessionless::needsSession);
        SessionToken token = seal.open(id, binding(sender.caller()))
                .flatMap(SessionToken::decode)
                .filter(opened -> opened.begunAt().plus(config.ttl()).isAfter(clock.instant()))
                .filter(opened -> !ended.get(opened.id(), this::isEnded))
                .orElseThrow(() -> new JsonRpcException(
                        SESSION_NOT_FOUND, "The session is not known, or is over; initialize again"));
        return new SharedSession(token, sharing);
    }

    /** The new session's id, where it has one. */
    Optional<String> begin(Sender sender, ProtocolVersion version, Set<ClientCapability> capabilities) {
        if (sender.wire().isPresent()) {
            WireSession session = ofWire(sender.wire().get());
            session.initialize(version, capabilities);
            session.watch(feed, sender.caller());
            return Optional.empty();
        }
        SessionToken token = SessionToken.create(version, capabilities, clock.instant());
        return Optional.of(seal.seal(token.encode(), binding(sender.caller())));
    }

    /** Throws SessionStoreException. */
    void end(SharedSession session) {
        String id = session.token().id();
        sharing.store().end(id);
        ended.put(id, true);
        try {
            sharing.tellEnded(id);
        } catch (BusUnavailableException away) {
            LOG.log(WARNING, "Other replicas learn of an ended session a little later: " + away.getMessage());
            sharing.desk().letGo(id);
        }
    }

    private WireSession ofWire(Wire wire) {
        WireSession known = wires.get(wire);
        if (known != null) {
            return known;
        }
        WireSession begun = new WireSession(wire, sharing.running());
        WireSession before = wires.putIfAbsent(wire, begun);
        if (before != null) {
            return before;
        }
        Runnable unused = wire.onClose(() -> forget(wire));
        return begun;
    }

    private void forget(Wire ended) {
        wires.remove(ended);
        sharing.running().cancelAll(ended);
    }

    /** While Redis is away a session goes on, even one that was ended just before. */
    private boolean isEnded(String session) {
        try {
            return sharing.store().isEnded(session);
        } catch (SessionStoreException away) {
            return false;
        }
    }

    /** The version of a message outside a session: as the header says, else the one from before there was a header. */
    private static ProtocolVersion version(Sender sender) {
        Optional<String> header = sender.headers().protocolVersion();
        if (header.isEmpty()) {
            return ProtocolVersion.V2025_03_26;
        }
        return ProtocolVersion.ofWire(header.get())
                .filter(known -> known.era() == Era.SESSION)
                .orElseThrow(() -> new JsonRpcException(
                        INVALID_REQUEST,
                        "MCP-Protocol-Version is not one of "
                                + ProtocolVersion.of(Era.SESSION).stream()
                                        .map(ProtocolVersion::wire)
                                        .toList()));
    }

    private static String binding(Authenticated caller) {
        return "session|" + caller.keyId();
    }
}
