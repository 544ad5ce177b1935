package io.devmesh.edge.mcp;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.Parsed;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where every transport hands in its messages. Never throws. */
@ApplicationScoped
public class McpGateway {
    private final Map<Era, ProtocolEra> eras = new EnumMap<>(Era.class);
    private final McpMetrics metrics;

    McpGateway() {
        this.metrics = null;
    }

    @Inject
    McpGateway(@Any Instance<ProtocolEra> eras, McpMetrics metrics) {
        this(eras.stream().toList(), metrics);
    }

    McpGateway(Iterable<ProtocolEra> eras, McpMetrics metrics) {
        eras.forEach(era -> this.eras.put(era.era(), era));
        this.metrics = metrics;
    }

    /** Answers the message in {@code body}. */
    public McpReply handle(Authenticated caller, byte[] body, McpHeaders headers) {
        return switch (JsonRpcCodec.parse(body)) {
            case Parsed.Malformed malformed -> McpReply.Answer.of(malformed.reply(), 400);
            case Parsed.Message parsed -> handle(caller, parsed.message(), headers);
        };
    }

    private McpReply handle(Authenticated caller, JsonRpcMessage message, McpHeaders headers) {
        return switch (message) {
            case JsonRpcMessage.Request request -> metrics.time(request, () -> answer(caller, request, headers));
            // Nothing of what clients tell us without asking needs an action yet, and none may fail.
            case JsonRpcMessage.Notification notification -> new McpReply.Accepted();
            case JsonRpcMessage.Response response -> new McpReply.Accepted();
        };
    }

    private McpReply answer(Authenticated caller, JsonRpcMessage.Request request, McpHeaders headers) {
        ProtocolEra era = eras.get(eraOf(request, headers));
        try {
            return era.handle(caller, request, headers);
        } catch (RuntimeException failure) {
            return ErrorReplies.of(request.id(), failure, era);
        }
    }

    /** Stateless where the message or its header claims to be; everything else began with initialize. */
    private static Era eraOf(JsonRpcMessage.Request request, McpHeaders headers) {
        boolean claimed = request.params().path("_meta").has(MetaKey.PROTOCOL_VERSION.wire());
        Optional<Era> byHeader = headers.protocolVersion()
                .map(version -> version.compareTo(firstStateless()) >= 0 ? Era.STATELESS : Era.SESSION);
        return claimed ? Era.STATELESS : byHeader.orElse(Era.SESSION);
    }

    private static String firstStateless() {
        return ProtocolVersion.of(Era.STATELESS).getLast().wire();
    }
}
