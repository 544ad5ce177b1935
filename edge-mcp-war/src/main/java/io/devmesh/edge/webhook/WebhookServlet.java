package io.devmesh.edge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.http.BodyReader;
import io.devmesh.edge.http.BodyReader.Body;
import io.devmesh.edge.webhook.scheme.Delivery;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.telemetry.Correlation;
import io.devmesh.shared.telemetry.TraceContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** {@code POST /webhooks/{source}}: bytes in, status and a small JSON object out. */
@WebServlet(urlPatterns = "/webhooks/*", loadOnStartup = 1, asyncSupported = true)
public class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient WebhookDoor door;
    private final transient WebhookConfig config;
    private final transient WebhookMetrics metrics;

    @Inject
    WebhookServlet(WebhookDoor door, WebhookConfig config, WebhookMetrics metrics) {
        this.door = door;
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        TraceContext trace = TraceContext.continueFrom(request.getHeader("traceparent"));
        try (Correlation ignored = Correlation.of(trace)) {
            Optional<Source> source = source(request, response);
            if (source.isEmpty()) {
                time(response, start);
                return;
            }
            BodyReader.read(request, config.maxBodyBytes(), body -> {
                try (Correlation again = Correlation.of(trace)) {
                    accept(source.get(), body, request, response, trace);
                }
                time(response, start);
                return false;
            });
        }
    }

    private void time(HttpServletResponse response, long start) {
        metrics.time(response.getStatus(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** Empty where that is answered already. */
    private Optional<Source> source(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        try {
            Optional<Source> source = door.source(path.substring(1));
            if (source.isEmpty()) {
                answer(response, new Acceptance.UnknownSource());
            }
            return source;
        } catch (JdbiException | UnreadableSecretException notNow) {
            answer(response, WebhookDoor.unavailable());
            return Optional.empty();
        }
    }

    private void accept(
            Source source, Body body, HttpServletRequest request, HttpServletResponse response, TraceContext trace)
            throws IOException {
        switch (body) {
            case Body.Whole(byte[] bytes) ->
                answer(response, door.accept(source, new Delivery(request::getHeader, bytes), trace));
            case Body.TooLarge tooLarge -> {
                response.setHeader("Connection", "close");
                error(
                        response,
                        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                        "The body is larger than " + config.maxBodyBytes() + " bytes");
            }
            case Body.CutOff cutOff -> {
                response.setHeader("Connection", "close");
                error(response, HttpServletResponse.SC_BAD_REQUEST, "The body ended before it was whole");
            }
        }
    }

    private static void answer(HttpServletResponse response, Acceptance acceptance) throws IOException {
        switch (acceptance) {
            case Acceptance.Accepted accepted ->
                write(
                        response,
                        HttpServletResponse.SC_ACCEPTED,
                        Map.of("event_id", accepted.id().toString()));
            case Acceptance.Challenged(String text) -> {
                byte[] bytes = text.getBytes(UTF_8);
                response.setContentType("text/plain");
                response.setCharacterEncoding("UTF-8");
                response.setContentLength(bytes.length);
                response.getOutputStream().write(bytes);
            }
            case Acceptance.UnknownSource unknown ->
                error(response, HttpServletResponse.SC_NOT_FOUND, "There is no such webhook source");
            case Acceptance.Unauthentic unauthentic ->
                error(
                        response,
                        HttpServletResponse.SC_UNAUTHORIZED,
                        "The signature or token is missing or wrong, or was made too long ago");
            case Acceptance.Bad bad -> error(response, HttpServletResponse.SC_BAD_REQUEST, bad.reason());
            case Acceptance.Unavailable unavailable -> {
                response.setHeader(
                        "Retry-After", Long.toString(unavailable.retryAfter().toSeconds()));
                error(
                        response,
                        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        "The event could not be stored; send it again later");
            }
        }
    }

    private static void error(HttpServletResponse response, int status, String message) throws IOException {
        write(response, status, Map.of("error", message));
    }

    private static void write(HttpServletResponse response, int status, Map<String, String> body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
