package io.devmesh.edge.mcp;

import io.devmesh.edge.audit.AuditTrail;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Authenticator;
import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.edge.auth.KeyWatch;
import io.devmesh.shared.tenant.ApiKey;
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
    private final AuditTrail audit;

    McpDoor() {
        this(null, null, null, null);
    }

    @Inject
    McpDoor(Authenticator authenticator, McpGateway gateway, KeyWatch keys, AuditTrail audit) {
        this.audit = audit;
        this.authenticator = authenticator;
        this.gateway = gateway;
        this.keys = keys;
    }

    /** Whether a caller may come in. */
    public sealed interface Entry {}

    public record Open(Authenticated caller) implements Entry {}

    public record Closed(Unauthenticated who) implements Entry {}

    /** The key could not be checked now. */
    public record Unavailable(McpReply.Answer answer) implements Entry {}

    /** {@code header} gives null where a header is absent. */
    public Entry authenticate(Function<String, String> header) {
        try {
            Credentials credentials = Credentials.of(header);
            return switch (authenticator.authenticate(credentials)) {
                case Authenticated caller -> {
                    audit.accepted(caller);
                    yield new Open(caller);
                }
                case Unauthenticated nobody -> {
                    credentials
                            .key()
                            .ifPresent(key -> audit.refused(ApiKey.parse(key).map(ApiKey::prefix)));
                    yield new Closed(nobody);
                }
            };
        } catch (JdbiException databaseAway) {
            return new Unavailable(ErrorReplies.unavailable(Optional.empty()));
        }
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
