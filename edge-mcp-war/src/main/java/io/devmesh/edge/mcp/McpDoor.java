package io.devmesh.edge.mcp;

import io.devmesh.edge.admission.Admission;
import io.devmesh.edge.admission.FailedAuthentications;
import io.devmesh.edge.admission.RateLimitFields;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Authenticator;
import io.devmesh.edge.auth.Identity;
import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.edge.auth.KeyWatch;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.shared.tenant.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;

/** What every transport does first: find out who is calling; then it hands the message to the gateway. */
@ApplicationScoped
public class McpDoor {
    private final Authenticator authenticator;
    private final McpGateway gateway;
    private final KeyWatch keys;
    private final Admission admission;
    private final FailedAuthentications failures;

    McpDoor() {
        this(null, null, null, null, null);
    }

    @Inject
    McpDoor(
            Authenticator authenticator,
            McpGateway gateway,
            KeyWatch keys,
            Admission admission,
            FailedAuthentications failures) {
        this.authenticator = authenticator;
        this.gateway = gateway;
        this.keys = keys;
        this.admission = admission;
        this.failures = failures;
    }

    /** Whether a caller may come in. */
    public sealed interface Entry {}

    public record Open(Authenticated caller) implements Entry {}

    public record Closed(Unauthenticated who) implements Entry {}

    /** The key was not checked: the database is away, or too many before it were wrong. */
    public record Unavailable(McpReply.Answer answer) implements Entry {}

    /**
     * Who is calling.
     *
     * @param header gives null where a header is absent
     * @param peer the address at the other end
     * @param forwardedFor what proxies say of it; null where nobody does
     */
    public Entry authenticate(Function<String, String> header, String peer, String forwardedFor) {
        Credentials credentials = Credentials.of(header);
        FailedAuthentications.Attempt attempt = failures.attempt(credentials, peer, forwardedFor);
        Optional<JsonRpcError> refusal = credentials.key().isEmpty()
                ? Optional.empty()
                : failures.refusal(attempt, () -> authenticator.knows(credentials));
        if (refusal.isPresent()) {
            return new Unavailable(limited(refusal.get()));
        }
        try {
            Identity identity = authenticator.authenticate(credentials);
            return switch (identity) {
                case Authenticated caller -> new Open(caller);
                case Unauthenticated nobody -> {
                    if (credentials.key().isPresent()) {
                        failures.failed(attempt);
                    }
                    yield new Closed(nobody);
                }
            };
        } catch (JdbiException databaseAway) {
            return new Unavailable(ErrorReplies.unavailable(Optional.empty()));
        }
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
