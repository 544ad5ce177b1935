package io.devmesh.edge.mcp.session;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.change.Interest;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.Wire;
import io.devmesh.edge.mcp.operation.ChangeMessages;
import io.devmesh.edge.tool.LogLevel;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A session over a lasting connection; it lives and dies with it, and shares nothing. */
final class WireSession implements Session {
    private record Parked(ParkedCall call, Map<Integer, Answer> answers) {}

    private final Wire wire;
    private final RunningCalls running;
    private final Map<String, CallStream> streams = new ConcurrentHashMap<>();
    private final Map<String, Parked> parked = new ConcurrentHashMap<>();
    private final Set<String> uris = ConcurrentHashMap.newKeySet();
    private volatile ProtocolVersion version =
            ProtocolVersion.of(ProtocolVersion.Era.SESSION).getFirst();
    private volatile Set<ClientCapability> capabilities = EnumSet.noneOf(ClientCapability.class);
    private volatile LogLevel level = DEFAULT_LEVEL;

    WireSession(Wire wire, RunningCalls running) {
        this.wire = wire;
        this.running = running;
    }

    /** What initialize said. From now on the client is told of changes. */
    void initialize(ProtocolVersion version, Set<ClientCapability> capabilities) {
        this.version = version;
        this.capabilities = Set.copyOf(capabilities);
    }

    /** Tells the client of changes until the connection ends. */
    void watch(ChangeFeed feed, Authenticated caller) {
        Runnable stop = feed.watch(
                caller.tenant(),
                new Interest(
                        true,
                        true,
                        true,
                        () -> uris,
                        told -> wire.conversation()
                                .send(StreamEvent.of(ChangeMessages.notification(told.change(), Optional.empty())))));
        Runnable unused = wire.onClose(stop);
    }

    @Override
    public ProtocolVersion version() {
        return version;
    }

    @Override
    public Set<ClientCapability> capabilities() {
        return capabilities;
    }

    @Override
    public Object owner() {
        return wire;
    }

    @Override
    public LogLevel level() {
        return level;
    }

    @Override
    public void setLevel(LogLevel level) {
        this.level = level;
    }

    @Override
    public void subscribe(String uri) {
        uris.add(uri);
    }

    @Override
    public void unsubscribe(String uri) {
        uris.remove(uri);
    }

    @Override
    public CallStream open(RequestId request, Conversation conversation) {
        return new PlainCallStream(SessionToken.randomId(), conversation);
    }

    @Override
    public CallStream reopen(ParkedCall parked) {
        return streams.remove(parked.streamId());
    }

    /** Keeps the way back as well. */
    void keep(CallStream stream) {
        streams.put(stream.id(), stream);
    }

    @Override
    public String park(ParkedCall call) {
        String id = SessionToken.randomId();
        parked.put(id, new Parked(call, new ConcurrentHashMap<>()));
        return id;
    }

    @Override
    public Optional<ParkedCall> answer(String id, int index, Answer answer) {
        Parked found = parked.get(id);
        if (found == null || index < 0 || index >= found.call().asked().size()) {
            return Optional.empty();
        }
        found.answers().putIfAbsent(index, answer);
        if (found.answers().size() < found.call().asked().size()) {
            return Optional.empty();
        }
        Map<String, Answer> named = new HashMap<>();
        found.answers().forEach((i, given) -> named.put(found.call().asked().get(i), given));
        return take(id).map(call -> call.with(named));
    }

    @Override
    public Optional<ParkedCall> take(String id) {
        return Optional.ofNullable(parked.remove(id)).map(Parked::call);
    }

    @Override
    public void cancel(RequestId request) {
        running.cancel(wire, request);
        parked.forEach((id, waiting) -> {
            if (waiting.call().requestId().equals(request)) {
                take(id).map(this::reopen).ifPresent(CallStream::close);
            }
        });
    }
}
