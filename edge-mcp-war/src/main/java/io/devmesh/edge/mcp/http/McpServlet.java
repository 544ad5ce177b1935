package io.devmesh.edge.mcp.http;

import static jakarta.servlet.http.HttpServletResponse.SC_ACCEPTED;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_ACCEPTABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
import static jakarta.servlet.http.HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.edge.http.BodyReader;
import io.devmesh.edge.http.BodyReader.Body;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.mcp.McpDoor;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.shared.telemetry.Correlation;
import io.devmesh.shared.telemetry.TraceContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Streamable HTTP: one POST for each message, answered with JSON. There is no stream to GET and no session to DELETE. */
@WebServlet(urlPatterns = "/mcp", loadOnStartup = 1)
public class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String JSON = "application/json";

    private final transient McpDoor door;
    private final transient McpConfig config;

    @Inject
    McpServlet(McpDoor door, McpConfig config) {
        this.door = door;
        this.config = config;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        TraceContext trace = TraceContext.continueFrom(request.getHeader("traceparent"));
        try (Correlation ignored = Correlation.of(trace)) {
            switch (door.authenticate(request::getHeader)) {
                case McpDoor.Open(Authenticated caller) -> serve(caller, request, response);
                case McpDoor.Closed(Unauthenticated who) -> {
                    response.setHeader("WWW-Authenticate", "Bearer realm=\"developer-mesh\"");
                    refuse(response, HttpServletResponse.SC_UNAUTHORIZED, JsonRpcErrorCode.UNAUTHORIZED, who.reason());
                }
                case McpDoor.Unavailable(McpReply.Answer answer) -> write(response, answer);
            }
        }
    }

    private void serve(Authenticated caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isJson(request.getContentType())) {
            refuse(
                    response,
                    SC_UNSUPPORTED_MEDIA_TYPE,
                    JsonRpcErrorCode.INVALID_REQUEST,
                    "Send the message as Content-Type: application/json");
            return;
        }
        if (!accepts(request.getHeader("Accept"))) {
            refuse(
                    response,
                    SC_NOT_ACCEPTABLE,
                    JsonRpcErrorCode.INVALID_REQUEST,
                    "Accept application/json and text/event-stream");
            return;
        }
        switch (BodyReader.read(request, config.maxBodyBytes())) {
            case Body.Whole(byte[] bytes) -> {
                switch (door.handle(caller, bytes, HeaderReader.read(request))) {
                    case McpReply.Answer answer -> write(response, answer);
                    case McpReply.Accepted accepted -> response.setStatus(SC_ACCEPTED);
                }
            }
            case Body.TooLarge tooLarge -> {
                response.setHeader("Connection", "close");
                refuse(
                        response,
                        SC_REQUEST_ENTITY_TOO_LARGE,
                        JsonRpcErrorCode.INVALID_REQUEST,
                        "The body is larger than " + config.maxBodyBytes() + " bytes");
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        onlyPost(response);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        onlyPost(response);
    }

    private static void onlyPost(HttpServletResponse response) {
        response.setHeader("Allow", "POST");
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private static void refuse(HttpServletResponse response, int status, JsonRpcErrorCode code, String message)
            throws IOException {
        write(response, McpReply.Answer.failure(code, message, status));
    }

    private static void write(HttpServletResponse response, McpReply.Answer answer) throws IOException {
        byte[] bytes = JsonRpcCodec.encode(answer.message());
        response.setStatus(answer.httpStatus());
        answer.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
        response.setContentType(JSON);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && contentType.regionMatches(true, 0, JSON, 0, JSON.length())
                && (contentType.length() == JSON.length() || " ;".indexOf(contentType.charAt(JSON.length())) >= 0);
    }

    private static boolean accepts(String accept) {
        return accept == null || accept.contains(JSON) || accept.contains("application/*") || accept.contains("*/*");
    }
}
