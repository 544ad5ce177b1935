package io.devmesh.edge.mcp;

import io.devmesh.edge.admission.Admission;
import io.devmesh.edge.admission.RateLimitFields;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Identity.BadToken;
import io.devmesh.edge.auth.Identity.Unassigned;
import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.edge.auth.KeyWatch;
import io.devmesh.edge.auth.TokenKeysAwayException;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.oauth.Challenges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;

/** What every transport does first: find out who is calling; then it hands the message to the gateway. */
@ApplicationScoped
public class McpDoor {
    private final CallerCheck callers;
    private final Challenges challenges;
    private final McpGateway gateway;
    private final KeyWatch keys;
    private final Admission admission;

    McpDoor() {
        this(null, null, null, null, null);
    }

    @Inject
    McpDoor(CallerCheck callers, Challenges challenges, McpGateway gateway, KeyWatch keys, Admission admission) {
        this.callers = callers;
        this.challenges = challenges;
        this.gateway = gateway;
        this.keys = keys;
        this.admission = admission;
    }

    /** Whether a caller may come in. */
    public sealed interface Entry {}

    public record Open(Authenticated caller) implements Entry {}

    public record Closed(McpReply.Answer answer) implements Entry {}

    /** The key or token was not checked: that can't be done now, or too many before it were wrong. */
    public record Unavailable(McpReply.Answer answer) implements Entry {}

    /**
     * Who is calling.
     *
     * @param header gives null where a header is absent
     * @param peer the address at the other end
     * @param forwardedFor what proxies say of it; null where nobody does
     */
    public Entry authenticate(Function<String, String> header, String peer, String forwardedFor) {
        try {
            return switch (callers.identify(header, peer, forwardedFor)) {
                case Authenticated caller -> new Open(caller);
                case Unauthenticated nobody -> closed(nobody.reason(), challenges.unknown());
                case BadToken bad -> closed(bad.reason(), challenges.badToken(bad.reason()));
                case Unassigned stranger ->
                    new Closed(McpReply.Answer.failure(JsonRpcErrorCode.FORBIDDEN, stranger.reason(), 403));
            };
        } catch (JsonRpcException tooMany) {
            return new Unavailable(limited(tooMany.error()));
        } catch (JdbiException databaseAway) {
            return new Unavailable(ErrorReplies.unavailable(Optional.empty()));
        } catch (TokenKeysAwayException issuerAway) {
            return new Unavailable(ErrorReplies.keysAway());
        }
    }

    private static Closed closed(String reason, String challenge) {
        return new Closed(McpReply.Answer.failure(JsonRpcErrorCode.UNAUTHORIZED, reason, 401)
                .challenging(Optional.of(challenge)));
    }

    /** Why the caller may not open one more connection that stays. */
    public Optional<McpReply.Answer> refusalOfConnection(Authenticated caller) {
        try {
            admission.enterStream(caller).close();
            return Optional.empty();
        } catch (JsonRpcException refused) {
            return Optional.of(limited(refused.error()));
        }
    }

    private static McpReply.Answer limited(JsonRpcError error) {
        return new McpReply.Answer(
                new JsonRpcReply.Failure(Optional.empty(), error),
                429,
                RateLimitFields.retryAfter(error),
                Optional.empty());
    }

    /** A connection of the caller is open until the place is closed. */
    public Admission.Place opened(Authenticated caller) {
        return admission.keepStream(caller);
    }

    /** Answers the message in {@code body}. */
    public McpReply handle(Sender sender, byte[] body) {
        return whileKeyIsGood(sender.caller(), gateway.handle(sender, body));
    }

    /** A client that listens without a request. */
    public McpReply listen(Sender sender) {
        return whileKeyIsGood(sender.caller(), gateway.listen(sender));
    }

    /** Runs {@code end} when the caller's key is changed, revoked or expired, unless the returned action was run before. */
    public Runnable watch(Authenticated caller, Runnable end) {
        return keys.watch(caller, end);
    }

    private McpReply whileKeyIsGood(Authenticated caller, McpReply reply) {
        return reply instanceof McpReply.Later(var work)
                ? new McpReply.Later(conversation -> {
                    conversation.onClose(keys.watch(caller, conversation::end));
                    work.accept(conversation);
                })
                : reply;
    }

    /** A client that ends its session. */
    public McpReply end(Sender sender) {
        return gateway.end(sender);
    }
}
