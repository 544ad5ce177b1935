package io.devmesh.edge.mcp;

import io.devmesh.edge.admission.Admission;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.Parsed;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.shared.telemetry.Correlation;
import io.devmesh.shared.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Where every transport hands in its messages. Never throws. */
@ApplicationScoped
public class McpGateway {
    private static final String FIRST_STATELESS =
            ProtocolVersion.of(Era.STATELESS).getLast().wire();

    /** What a client must be able to find out whatever it has used up. */
    private static final Set<String> UNLIMITED =
            Set.of(McpMethod.INITIALIZE.wire(), McpMethod.PING.wire(), McpMethod.SERVER_DISCOVER.wire());

    private final Map<Era, ProtocolEra> eras = new EnumMap<>(Era.class);
    private final McpMetrics metrics;
    private final Admission admission;

    McpGateway() {
        this.metrics = null;
        this.admission = null;
    }

    @Inject
    McpGateway(@Any Instance<ProtocolEra> eras, McpMetrics metrics, Admission admission) {
        this(eras.stream().toList(), metrics, admission);
    }

    McpGateway(Iterable<ProtocolEra> eras, McpMetrics metrics, Admission admission) {
        eras.forEach(era -> this.eras.put(era.era(), era));
        this.metrics = metrics;
        this.admission = admission;
    }

    /** Answers the message, or the batch of them, in {@code body}. */
    public McpReply handle(Sender sender, byte[] body) {
        ProtocolEra session = eras.get(Era.SESSION);
        int batchSize = eraOf(sender.headers()) == Era.STATELESS ? 0 : session.batchSize(sender);
        Optional<List<Parsed>> batch = batchSize == 0 ? Optional.empty() : JsonRpcCodec.parseBatch(body, batchSize);
        return batch.isPresent() ? handle(sender, batch.get()) : handle(sender, JsonRpcCodec.parse(body));
    }

    /** A client that listens without a request. */
    public McpReply listen(Sender sender) {
        ProtocolEra era = eras.get(eraOf(sender.headers()));
        McpReply reply = ErrorReplies.answering(Optional.empty(), era, () -> {
            admission.request(sender.caller());
            return era.listen(sender);
        });
        return reply instanceof McpReply.Later(var work)
                ? new McpReply.Later(conversation -> work(era, Optional.empty(), counted(sender, work), conversation))
                : reply;
    }

    /** A client that ends its session. */
    public McpReply end(Sender sender) {
        ProtocolEra era = eras.get(eraOf(sender.headers()));
        return ErrorReplies.answering(Optional.empty(), era, () -> era.end(sender));
    }

    private McpReply handle(Sender sender, Parsed parsed) {
        return switch (parsed) {
            case Parsed.Malformed malformed -> McpReply.Answer.of(malformed.reply(), 400);
            case Parsed.Message message -> handle(sender, message.message());
        };
    }

    private McpReply handle(Sender sender, JsonRpcMessage message) {
        return switch (message) {
            case JsonRpcMessage.Request request -> answer(sender, request);
            case JsonRpcMessage.Notification notification -> {
                ProtocolEra era = eras.get(eraOf(sender.headers(), notification.params()));
                yield ErrorReplies.answering(Optional.empty(), era, () -> era.take(sender, notification));
            }
            case JsonRpcMessage.Response response -> {
                ProtocolEra era = eras.get(eraOf(sender.headers()));
                yield ErrorReplies.answering(Optional.empty(), era, () -> era.take(sender, response));
            }
        };
    }

    private McpReply answer(Sender sender, JsonRpcMessage.Request request) {
        ProtocolEra era = eras.get(eraOf(sender.headers(), request.params()));
        String traceparent = request.params().path("_meta").path("traceparent").asString("");
        if (traceparent.isEmpty()) {
            return answer(era, sender, request);
        }
        // Says more than the header, which a proxy may have written.
        TraceContext trace = TraceContext.continueFrom(traceparent);
        try (Correlation ignored = Correlation.of(trace)) {
            return answer(era, sender, request).under(trace);
        }
    }

    private McpReply answer(ProtocolEra era, Sender sender, JsonRpcMessage.Request request) {
        long start = System.nanoTime();
        McpReply reply = ErrorReplies.answering(Optional.of(request.id()), era, () -> {
            if (!UNLIMITED.contains(request.method())) {
                admission.request(sender.caller());
            }
            return era.handle(sender, request);
        });
        return switch (reply) {
            case McpReply.Answer answer -> {
                metrics.record(request, answer, start);
                yield answer;
            }
            case McpReply.Later(var work) -> {
                boolean listens = request.method().equals(McpMethod.SUBSCRIPTIONS_LISTEN.wire());
                Consumer<Conversation> wanted = listens ? counted(sender, work) : work;
                yield new McpReply.Later(conversation ->
                        work(era, Optional.of(request.id()), wanted, metrics.timed(conversation, request, start)));
            }
            case McpReply.Batch batch -> batch;
            case McpReply.Silent silent -> silent;
        };
    }

    /** A stream that stays open, of which a key has a limited number. */
    private Consumer<Conversation> counted(Sender sender, Consumer<Conversation> work) {
        return conversation -> {
            conversation.onClose(admission.enterStream(sender.caller())::close);
            work.accept(conversation);
        };
    }

    private static void work(
            ProtocolEra era, Optional<RequestId> id, Consumer<Conversation> work, Conversation conversation) {
        McpReply reply = ErrorReplies.answering(id, era, () -> {
            work.accept(conversation);
            return McpReply.Silent.accepted();
        });
        if (reply instanceof McpReply.Answer failure) {
            conversation.reply(failure);
        }
    }

    private McpReply handle(Sender sender, List<Parsed> batch) {
        List<JsonRpcReply> replies = new ArrayList<>();
        for (Parsed member : batch) {
            switch (handle(sender, member)) {
                case McpReply.Answer answer -> replies.add(answer.message());
                case McpReply.Later later ->
                    replies.add(new JsonRpcReply.Failure(
                            idOf(member),
                            JsonRpcError.of(
                                    JsonRpcErrorCode.INVALID_REQUEST,
                                    "What takes long or asks the client can't be part of a batch; send it alone")));
                case McpReply.Batch nested -> replies.addAll(nested.messages());
                case McpReply.Silent silent -> {}
            }
        }
        return replies.isEmpty() ? McpReply.Silent.accepted() : new McpReply.Batch(replies);
    }

    private static Optional<RequestId> idOf(Parsed member) {
        return member instanceof Parsed.Message(JsonRpcMessage.Request request)
                ? Optional.of(request.id())
                : Optional.empty();
    }

    /** Stateless where the message or its header claims to be; everything else began with initialize. */
    private static Era eraOf(McpHeaders headers, ObjectNode params) {
        return params.path("_meta").has(MetaKey.PROTOCOL_VERSION.wire()) ? Era.STATELESS : eraOf(headers);
    }

    private static Era eraOf(McpHeaders headers) {
        return headers.protocolVersion()
                .map(version -> version.compareTo(FIRST_STATELESS) >= 0 ? Era.STATELESS : Era.SESSION)
                .orElse(Era.SESSION);
    }
}
