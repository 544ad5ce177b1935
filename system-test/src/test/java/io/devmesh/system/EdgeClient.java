package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;

/** An agent and a webhook sender of one tenant. */
public record EdgeClient(int port, String apiKey, String source, String secret) {
    private static final String DATA = "data: ";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** JSON or nothing. */
    public record Answer(int status, JsonNode json, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /**
     * Of a tenant with a key and a GitHub source, both new.
     *
     * @param jdbi as the superuser
     */
    public static EdgeClient ofNewTenant(String name, Jdbi jdbi, int port) {
        TenantId tenant = new TenantRepository(jdbi).ensure(name);
        ApiKey key = ApiKey.generate("usr");
        new ApiKeyRepository(jdbi).store(tenant, "test", key);
        SourceName source = new SourceName(name + "-github");
        SourceRepository sources = new SourceRepository(jdbi);
        String secret = sources.find(source)
                .map(known -> known.secrets().getFirst())
                .orElseGet(() -> {
                    sources.store(new Source(source, tenant, Provider.GITHUB, List.of("secret-of-" + name)));
                    return "secret-of-" + name;
                });
        return new EdgeClient(port, key.reveal(), source.value(), secret);
    }

    /** The same client at another replica. */
    EdgeClient on(int otherPort) {
        return new EdgeClient(otherPort, apiKey, source, secret);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Sends one message, in JSON with single quotes, as a client of protocol 2025-11-25 does. */
    Answer mcp(String message) {
        return send(mcpRequest(message.replace('\'', '"').getBytes(UTF_8)));
    }

    HttpRequest.Builder mcpRequest(byte[] body) {
        return HttpRequest.newBuilder(uri("/mcp"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** The result of a tool's call. */
    public JsonNode tool(String name, String arguments) {
        Answer answer = mcp("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'" + name + "','arguments':"
                + arguments + "}}");
        if (!answer.json().has("result")) {
            throw new AssertionError("no result: " + answer.status() + " " + answer.json());
        }
        return answer.json().path("result");
    }

    /** What a tool answered, structured. */
    JsonNode structured(String name, String arguments) {
        JsonNode result = tool(name, arguments);
        if (result.path("isError").booleanValue()) {
            throw new AssertionError("refused: " + result);
        }
        return result.path("structuredContent");
    }

    /** Sends a signed delivery. */
    public Answer deliver(String event, String deliveryId, byte[] body) {
        return send(delivery(event, deliveryId, body));
    }

    HttpRequest.Builder delivery(String event, String deliveryId, byte[] body) {
        return HttpRequest.newBuilder(uri("/webhooks/" + source))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", deliveryId)
                .header("X-Hub-Signature-256", "sha256=" + sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)));
    }

    Answer send(HttpRequest.Builder request) {
        return send(HTTP, request);
    }

    /** By a client that has connections of its own. */
    static Answer send(HttpClient client, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }

    /** A tool that takes long may answer in a stream of events, of which the answer is the last. */
    private static JsonNode json(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        Stream<String> texts = type.startsWith("application/json")
                ? Stream.of(response.body())
                : response.body()
                        .lines()
                        .filter(line -> type.startsWith("text/event-stream") && line.startsWith(DATA))
                        .map(line -> line.substring(DATA.length()));
        return texts.filter(text -> !text.isBlank())
                .reduce((before, last) -> last)
                .map(text -> Json.mapper().readTree(text))
                .orElseGet(Json.mapper()::missingNode);
    }

    /** A small GitHub payload of its own. */
    public static byte[] issue(int number, String action) {
        return Json.mapper()
                .writeValueAsBytes(Map.of(
                        "action", action,
                        "issue",
                                Map.of(
                                        "number",
                                        number,
                                        "title",
                                        "Issue " + number,
                                        "html_url",
                                        "https://github.com/acme/site/issues/" + number,
                                        "created_at",
                                        "2026-11-23T08:00:00Z"),
                        "repository", Map.of("full_name", "acme/site"),
                        "sender", Map.of("login", "ada")));
    }
}
