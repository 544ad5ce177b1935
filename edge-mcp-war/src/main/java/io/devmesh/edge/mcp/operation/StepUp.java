package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.audit.AuditTrail;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.oauth.Challenges;
import io.devmesh.edge.oauth.TokenCaller;
import io.devmesh.edge.tool.Tool;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a caller whose token lacks a scope which to ask for, as RFC 6750 and MCP want it: an error, over HTTP with status 403.
 * Those with an API key can't ask for more and get a refusal that a model can read.
 */
@ApplicationScoped
public class StepUp {
    private final Optional<Challenges> challenges;
    private final AuditTrail audit;

    /** Asks nobody for more. */
    StepUp() {
        this.challenges = Optional.empty();
        this.audit = null;
    }

    @Inject
    StepUp(Challenges challenges, AuditTrail audit) {
        this.challenges = Optional.of(challenges);
        this.audit = audit;
    }

    /** Throws JsonRpcException where the caller's token lacks what the tool needs. */
    void check(Authenticated caller, Tool tool) {
        if (challenges.isPresent() && TokenCaller.isOne(caller)) {
            String name = tool.description().name().value();
            tool.scope()
                    .filter(scope -> !caller.grants().mayCall(name, tool.scope()))
                    .ifPresent(scope -> {
                        audit.steppedUp(caller, name, scope.wire());
                        throw missing(challenges.get(), tool, scope);
                    });
        }
    }

    private static JsonRpcException missing(Challenges challenges, Tool tool, Scope scope) {
        String reason = tool.description().name() + " needs the scope " + scope.wire();
        ObjectNode data = Json.mapper()
                .createObjectNode()
                .put("error", "insufficient_scope")
                .put("scope", scope.wire())
                .put("www_authenticate", challenges.missing(List.of(scope.wire()), reason));
        return new JsonRpcException(new JsonRpcError(JsonRpcErrorCode.FORBIDDEN, reason, Optional.of(data)));
    }
}
