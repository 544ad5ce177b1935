package io.devmesh.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Requests to the endpoint, all with the key. The caller closes the bodies; to interrupt it closes the connection. */
final class Upstream {
    static final String EVENTS = "text/event-stream";
    static final String JSON = "application/json";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Endpoint endpoint;
    private final ApiKey key;

    /**
     * HTTP/1.1, where to close a connection is to cancel the one request on it. No redirects, which would carry the key to
     * another server.
     */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Upstream(Endpoint endpoint, ApiKey key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    HttpResponse<InputStream> post(byte[] message, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(headers)
                .header("Content-Type", JSON)
                .header("Accept", JSON + ", " + EVENTS)
                .POST(BodyPublishers.ofByteArray(message));
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<InputStream> stream(Map<String, String> headers) throws IOException, InterruptedException {
        return http.send(request(headers).header("Accept", EVENTS).GET().build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<Void> delete(Map<String, String> headers, Duration limit) throws IOException, InterruptedException {
        return http.send(request(headers).timeout(limit).DELETE().build(), BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.uri()).header("Authorization", key.authorization());
        headers.forEach(request::header);
        return request;
    }

    static boolean isEvents(HttpResponse<?> response) {
        return hasType(response, EVENTS);
    }

    static boolean isJson(HttpResponse<?> response) {
        return hasType(response, JSON);
    }

    private static boolean hasType(HttpResponse<?> response, String type) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(value -> value.strip().regionMatches(true, 0, type, 0, type.length()))
                .isPresent();
    }
}
