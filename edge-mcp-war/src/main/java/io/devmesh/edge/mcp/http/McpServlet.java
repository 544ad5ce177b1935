package io.devmesh.edge.mcp.http;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_ACCEPTABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
import static jakarta.servlet.http.HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.http.BodyReader;
import io.devmesh.edge.http.BodyReader.Body;
import io.devmesh.edge.http.CallerPlace;
import io.devmesh.edge.http.HeaderValues;
import io.devmesh.edge.http.LaterAnswer;
import io.devmesh.edge.http.UrlCredentials;
import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.mcp.McpDoor;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.shared.telemetry.Correlation;
import io.devmesh.shared.telemetry.TraceContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Streamable HTTP: POST for each message, GET to listen, DELETE to end a session. */
@WebServlet(urlPatterns = "/mcp", loadOnStartup = 1, asyncSupported = true)
public class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient McpDoor door;
    private final transient McpConfig config;
    private final transient HttpConversations conversations;

    @Inject
    McpServlet(McpDoor door, McpConfig config, HttpConversations conversations) {
        this.door = door;
        this.config = config;
        this.conversations = conversations;
    }

    /** What is done for whoever is known. */
    private interface Work {
        void serve(Authenticated caller, TraceContext trace) throws IOException;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        authenticated(request, response, (caller, trace) -> post(caller, trace, request, response));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        authenticated(request, response, (caller, trace) -> {
            if (Accept.of(request).stream()) {
                write(
                        request,
                        response,
                        door.listen(Sender.of(caller, HeaderReader.read(request)))
                                .under(trace));
            } else {
                Responses.refuse(
                        response, SC_NOT_ACCEPTABLE, "Accept text/event-stream to listen; messages are sent by POST");
            }
        });
    }

    /** What GET begins never ends, and HEAD would have to wait for it. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(SC_METHOD_NOT_ALLOWED);
        response.setHeader("Allow", "GET, POST, DELETE");
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        authenticated(
                request,
                response,
                (caller, trace) -> write(request, response, door.end(Sender.of(caller, HeaderReader.read(request)))));
    }

    private void authenticated(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        TraceContext trace = TraceContext.continueFrom(request.getHeader("traceparent"));
        try (Correlation ignored = Correlation.of(trace)) {
            Optional<String> refusal = CallerPlace.refusal(request, config.allowedOrigins(), config.allowedHosts());
            if (refusal.isPresent()) {
                Responses.refuse(response, SC_FORBIDDEN, refusal.get());
                return;
            }
            Optional<String> leak = UrlCredentials.refusal(request.getQueryString());
            if (leak.isPresent()) {
                Responses.refuse(response, SC_BAD_REQUEST, leak.get());
                return;
            }
            switch (door.authenticate(
                    name -> HeaderValues.of(request, name),
                    request.getRemoteAddr(),
                    CallerPlace.forwardedFor(request))) {
                case McpDoor.Open(Authenticated caller) -> work.serve(caller, trace);
                case McpDoor.Closed(McpReply.Answer answer) -> Responses.write(response, answer);
                case McpDoor.Unavailable(McpReply.Answer answer) -> Responses.write(response, answer);
            }
        }
    }

    private void post(
            Authenticated caller, TraceContext trace, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isJson(request.getContentType())) {
            Responses.refuse(response, SC_UNSUPPORTED_MEDIA_TYPE, "Send the message as Content-Type: application/json");
            return;
        }
        if (!Accept.of(request).json()) {
            Responses.refuse(response, SC_NOT_ACCEPTABLE, "Accept application/json and text/event-stream");
            return;
        }
        BodyReader.read(request, config.maxBodyBytes(), body -> {
            try (Correlation ignored = Correlation.of(trace)) {
                return handle(caller, trace, body, request, response);
            }
        });
    }

    private boolean handle(
            Authenticated caller,
            TraceContext trace,
            Body body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return switch (body) {
            case Body.Whole(byte[] bytes) ->
                write(
                        request,
                        response,
                        door.handle(Sender.of(caller, HeaderReader.read(request)), bytes)
                                .under(trace));
            case Body.TooLarge tooLarge -> {
                response.setHeader("Connection", "close");
                Responses.refuse(
                        response,
                        SC_REQUEST_ENTITY_TOO_LARGE,
                        "The body is larger than " + config.maxBodyBytes() + " bytes");
                yield false;
            }
            case Body.CutOff cutOff -> {
                response.setHeader("Connection", "close");
                Responses.refuse(response, SC_BAD_REQUEST, "The body ended before it was whole");
                yield false;
            }
        };
    }

    /** Returns whether it is answered later. */
    private boolean write(HttpServletRequest request, HttpServletResponse response, McpReply reply) throws IOException {
        switch (reply) {
            case McpReply.Answer answer -> Responses.write(response, answer);
            case McpReply.Batch batch -> Responses.write(response, batch);
            case McpReply.Silent silent -> Responses.write(response, silent);
            case McpReply.Later(var work) -> {
                if (Accept.of(request).stream()) {
                    conversations.begin(LaterAnswer.of(request), work);
                    return true;
                }
                Responses.refuse(
                        response,
                        SC_NOT_ACCEPTABLE,
                        "The answer may become a stream: accept text/event-stream as well");
            }
        }
        return false;
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && contentType.regionMatches(true, 0, Responses.JSON, 0, Responses.JSON.length())
                && (contentType.length() == Responses.JSON.length()
                        || " ;".indexOf(contentType.charAt(Responses.JSON.length())) >= 0);
    }
}
