package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNAVAILABLE;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.bus.BusUnavailableException;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.tool.LogLevel;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A session over HTTP, which any replica serves. What does not need Redis works without it. */
record SharedSession(SessionToken token, SessionSharing sharing) implements Session {
    @Override
    public ProtocolVersion version() {
        return token.version();
    }

    @Override
    public Set<ClientCapability> capabilities() {
        return token.capabilities();
    }

    @Override
    public Object owner() {
        return token.id();
    }

    @Override
    public LogLevel level() {
        try {
            return sharing.store().level(token.id()).orElse(DEFAULT_LEVEL);
        } catch (SessionStoreException away) {
            return DEFAULT_LEVEL;
        }
    }

    @Override
    public void setLevel(LogLevel level) {
        needing(() -> {
            sharing.store().setLevel(token.id(), level);
            return level;
        });
    }

    @Override
    public void subscribe(String uri) {
        needing(() -> {
            sharing.store().subscribe(token.id(), uri);
            return sharing.tellSubscription(token.id(), uri, true);
        });
    }

    @Override
    public void unsubscribe(String uri) {
        needing(() -> {
            sharing.store().unsubscribe(token.id(), uri);
            return sharing.tellSubscription(token.id(), uri, false);
        });
    }

    @Override
    public CallStream open(RequestId request, Conversation conversation) {
        return stream(SessionToken.randomId(), request, Optional.of(conversation));
    }

    @Override
    public CallStream reopen(ParkedCall parked) {
        return stream(parked.streamId(), parked.requestId(), Optional.empty());
    }

    @Override
    public String park(ParkedCall parked) {
        String call = SessionToken.randomId();
        needing(() -> {
            sharing.store().park(token.id(), call, parked);
            return call;
        });
        return call;
    }

    @Override
    public Optional<ParkedCall> answer(String call, int index, Answer answer) {
        return needing(() -> sharing.store().answer(token.id(), call, index, answer));
    }

    @Override
    public Optional<ParkedCall> take(String call) {
        return needing(() -> sharing.store().take(token.id(), call));
    }

    @Override
    public void cancel(RequestId request) {
        if (sharing.running().cancel(owner(), request)) {
            return;
        }
        needing(() -> {
            Optional<ParkedCall> parked = sharing.store()
                    .parkedFor(token.id(), text(request))
                    .flatMap(call -> sharing.store().take(token.id(), call));
            parked.ifPresent(call -> reopen(call).close());
            return sharing.tellCancelled(token.id(), text(request));
        });
    }

    private CallStream stream(String stream, RequestId request, Optional<Conversation> conversation) {
        return new LoggedCallStream(
                new StreamKey(token.id(), stream),
                text(request),
                conversation,
                version(),
                sharing.store(),
                sharing.desk());
    }

    private static String text(RequestId request) {
        return Json.mapper().writeValueAsString(request.toJson());
    }

    private static <T> T needing(Supplier<T> work) {
        try {
            return work.get();
        } catch (SessionStoreException | BusUnavailableException away) {
            throw new JsonRpcException(
                    UNAVAILABLE, "What a session shares among replicas is in Redis, which is away; try again later");
        }
    }
}
