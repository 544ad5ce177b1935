package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.RESOURCE_NOT_FOUND;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.ProtocolEra;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.mcp.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Serves clients whose every request stands alone. */
@ApplicationScoped
class StatelessEra implements ProtocolEra {
    private final RequestChecks checks;
    private final StatelessMethods methods;
    private final StatelessCalls calls;
    private final Subscriptions subscriptions;
    private final TaskMethods tasks;

    StatelessEra() {
        this(null, null, null, null, null);
    }

    @Inject
    StatelessEra(
            RequestChecks checks,
            StatelessMethods methods,
            StatelessCalls calls,
            Subscriptions subscriptions,
            TaskMethods tasks) {
        this.checks = checks;
        this.methods = methods;
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.tasks = tasks;
    }

    @Override
    public Era era() {
        return Era.STATELESS;
    }

    @Override
    public McpReply handle(Sender sender, JsonRpcMessage.Request request) {
        McpMethod method = checks.check(sender.headers(), request);
        return switch (method) {
            case TOOLS_CALL -> calls.callTool(sender, request);
            case PROMPTS_GET -> calls.getPrompt(sender, request);
            case RESOURCES_READ -> calls.readResource(sender, request);
            case SUBSCRIPTIONS_LISTEN -> subscriptions.listen(sender, request);
            case TASKS_GET -> tasks.get(sender, request);
            case TASKS_UPDATE -> tasks.update(sender, request);
            case TASKS_CANCEL -> tasks.cancel(sender, request);
            default -> methods.answer(method, sender.caller(), request);
        };
    }

    /** Only a cancellation means anything, and only where several requests share a connection. */
    @Override
    public McpReply take(Sender sender, JsonRpcMessage.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            sender.wire()
                    .ifPresent(wire -> calls.cancel(wire, notification.params().path("requestId")));
        }
        return McpReply.Silent.accepted();
    }

    @Override
    public McpReply take(Sender sender, JsonRpcMessage.Response response) {
        throw new JsonRpcException(
                INVALID_REQUEST, "Nothing was asked: answers go into inputResponses of a new request");
    }

    @Override
    public McpReply listen(Sender sender) {
        return new McpReply.Silent(405);
    }

    @Override
    public McpReply end(Sender sender) {
        return new McpReply.Silent(405);
    }

    @Override
    public int batchSize(Sender sender) {
        return 0;
    }

    @Override
    public JsonRpcError inOwnWords(JsonRpcError error) {
        return error.code() == RESOURCE_NOT_FOUND
                ? new JsonRpcError(INVALID_PARAMS, error.message(), error.data())
                : error;
    }

    @Override
    public int httpStatus(JsonRpcErrorCode code) {
        return switch (code) {
            case METHOD_NOT_FOUND, SESSION_NOT_FOUND -> 404;
            case PARSE_ERROR,
                    INVALID_REQUEST,
                    INVALID_PARAMS,
                    RESOURCE_NOT_FOUND,
                    HEADER_MISMATCH,
                    MISSING_CLIENT_CAPABILITY,
                    UNSUPPORTED_PROTOCOL_VERSION -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case LIMIT_EXCEEDED -> 429;
            case INTERNAL_ERROR -> 500;
            case UNAVAILABLE -> 503;
        };
    }
}
