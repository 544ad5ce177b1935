package io.devmesh.edge.mcp.http;

import io.devmesh.edge.admission.RateLimitFields;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.mcp.McpReply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes replies that are whole. */
final class Responses {
    static final String JSON = "application/json";

    private Responses() {}

    static void write(HttpServletResponse response, McpReply.Answer answer) throws IOException {
        answer.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
        RateLimitFields.of(answer.message()).ifPresent(fields -> {
            response.setHeader("RateLimit-Policy", fields.policy());
            response.setHeader("RateLimit", fields.current());
        });
        allow(response, answer.httpStatus());
        answer.challenge().ifPresent(how -> response.setHeader("WWW-Authenticate", how));
        answer.sessionId().ifPresent(id -> response.setHeader("MCP-Session-Id", id));
        write(response, answer.httpStatus(), JsonRpcCodec.encode(answer.message()));
    }

    static void write(HttpServletResponse response, McpReply.Batch batch) throws IOException {
        write(response, HttpServletResponse.SC_OK, JsonRpcCodec.encodeBatch(batch.messages()));
    }

    static void write(HttpServletResponse response, McpReply.Silent silent) {
        allow(response, silent.httpStatus());
        response.setStatus(silent.httpStatus());
    }

    private static void allow(HttpServletResponse response, int status) {
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "POST");
        }
    }

    /** What was not even read. */
    static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        write(response, McpReply.Answer.failure(JsonRpcErrorCode.INVALID_REQUEST, message, status));
    }

    private static void write(HttpServletResponse response, int status, byte[] bytes) throws IOException {
        response.setStatus(status);
        response.setContentType(JSON);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
