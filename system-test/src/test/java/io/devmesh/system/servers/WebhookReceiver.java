package io.devmesh.system.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** An HTTPS server that takes webhooks, answers as a test tells it, and remembers what came. It listens on all addresses. */
public final class WebhookReceiver implements AutoCloseable {
    /** As it came; names of headers are in lower case. */
    public record Received(String path, Map<String, String> headers, byte[] body, Instant at) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Without a body. */
    public record Reply(int status, Map<String, String> headers) {
        public static Reply of(int status) {
            return new Reply(status, Map.of());
        }
    }

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Function<Received, Reply>> replies = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private WebhookReceiver(HttpsServer server) {
        this.server = server;
    }

    /** On a free port, with {@code certificate}. */
    public static WebhookReceiver with(CertifiedKey certificate) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
            WebhookReceiver receiver = new WebhookReceiver(server);
            server.setExecutor(receiver.threads);
            server.createContext("/", receiver::handle);
            server.start();
            return receiver;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What {@code path} answers; it may wait. Any other path answers 204. */
    public void reply(String path, Function<Received, Reply> reply) {
        replies.put(path, reply);
    }

    /** What came to {@code path}, in the order of arrival. */
    public List<Received> at(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Received request = new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    header -> header.getKey().toLowerCase(Locale.ROOT),
                                    header -> header.getValue().getFirst())),
                    exchange.getRequestBody().readAllBytes(),
                    Instant.now());
            received.add(request);
            Reply reply =
                    replies.getOrDefault(request.path(), any -> Reply.of(204)).apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(reply.status(), -1);
        } catch (IOException senderLeft) {
            throw new UncheckedIOException(senderLeft);
        }
    }

    private static SSLContext context(CertifiedKey certificate) throws GeneralSecurityException {
        KeyManager[] keys = CertificateStore.showing(certificate).keyManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, null, new SecureRandom());
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
