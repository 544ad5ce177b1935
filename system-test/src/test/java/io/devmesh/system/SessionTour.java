package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Makes Edge MCP do everything for which a session needs Redis; what goes wrong on the way is somebody else's to notice. */
record SessionTour(EdgeClient edge) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** With the conformance fixtures on the server. */
    void go() {
        HttpResponse<InputStream> begun = post(
                "",
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':{'elicitation':{}}}}");
        String session = begun.headers().firstValue("MCP-Session-Id").orElse("");
        ask(session, "{'jsonrpc':'2.0','id':2,'method':'logging/setLevel','params':{'level':'debug'}}");
        ask(session, "{'jsonrpc':'2.0','id':3,'method':'resources/subscribe','params':{'uri':'devmesh://events'}}");
        ask(session, "{'jsonrpc':'2.0','id':4,'method':'resources/unsubscribe','params':{'uri':'devmesh://events'}}");
        send(request(session).header("Last-Event-ID", "unknown.0-0").GET());
        HttpResponse<InputStream> asking = post(
                session,
                "{'jsonrpc':'2.0','id':5,'method':'tools/call','params':{'name':'test_elicitation','arguments':{'message':'who?'}}}");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(asking.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answer(session, line);
            }
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private void answer(String session, String line) {
        if (!line.startsWith("data: {")) {
            return;
        }
        JsonNode message = Json.mapper().readTree(line.substring("data: ".length()));
        if (message.path("method").asString("").equals("elicitation/create")) {
            ask(
                    session,
                    "{'jsonrpc':'2.0','id':'" + message.path("id").stringValue()
                            + "','result':{'action':'accept','content':{'username':'ada','email':'ada@example.com'}}}");
        }
    }

    private void ask(String session, String message) {
        try (InputStream body = post(session, message).body()) {
            var unused = body.readAllBytes();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private HttpResponse<InputStream> post(String session, String message) {
        return send(request(session)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.replace('\'', '"'))));
    }

    private HttpRequest.Builder request(String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(edge.uri("/mcp"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + edge.apiKey())
                .header("Accept", "application/json, text/event-stream");
        return session.isEmpty() ? request : request.header("MCP-Session-Id", session);
    }

    private static HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }
}
