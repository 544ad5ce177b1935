package io.devmesh.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** As much of a Kubernetes API as {@code lookup} of a Secret needs: the Secrets that a test has put there, and no other. */
final class Cluster {
    private static final String SECRETS =
            "{'kind':'APIResourceList','apiVersion':'v1','groupVersion':'v1','resources':[{'name':'secrets','singularName':'secret','namespaced':true,'kind':'Secret','verbs':['get','list']}]}";
    private static final String NOT_FOUND =
            "{'kind':'Status','apiVersion':'v1','status':'Failure','reason':'NotFound','code':404,'message':'not found'}";
    private static final Cluster THE_ONE = new Cluster();

    private final Map<String, JsonNode> secrets = new ConcurrentHashMap<>();

    private Cluster() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
            tellHelm(server.getAddress().getPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The one that Helm asks in this process. */
    static Cluster running() {
        return THE_ONE;
    }

    /** As after an installation: the Secrets are there. */
    void keep(List<JsonNode> kept) {
        kept.forEach(secret -> secrets.put(path(secret), secret));
    }

    void forgetAll() {
        secrets.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode secret = secrets.get(path);
        if (path.equals("/api/v1")) {
            send(exchange, 200, SECRETS.replace('\'', '"'));
        } else if (secret != null) {
            send(exchange, 200, secret.toString());
        } else {
            send(exchange, 404, NOT_FOUND.replace('\'', '"'));
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String path(JsonNode secret) {
        JsonNode metadata = secret.path("metadata");
        return "/api/v1/namespaces/" + metadata.path("namespace").asString() + "/secrets/"
                + metadata.path("name").asString();
    }

    /** Helm reads the variable that the build has set; without it, it would ask the developer's own cluster. */
    private static void tellHelm(int port) throws IOException {
        String file = System.getenv("KUBECONFIG");
        if (file == null || !file.startsWith(Path.of("target").toAbsolutePath().toString())) {
            throw new IllegalStateException("Run by Maven, or set KUBECONFIG to target/kubeconfig of this module.");
        }
        Files.writeString(Path.of(file), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                current-context: test
                """.formatted(port));
    }
}
