package io.devmesh.edge.mcp.websocket;

import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.work.Drain;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections. */
@ApplicationScoped
class McpSockets {
    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    private final Threads threads;
    private final McpConfig config;
    private final Set<McpSocket> open = ConcurrentHashMap.newKeySet();

    McpSockets() {
        this(null, null);
    }

    @Inject
    McpSockets(Threads threads, McpConfig config) {
        this.threads = threads;
        this.config = config;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        threads.every(PING_EVERY, () -> open.forEach(socket -> threads.execute(socket::ping)));
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object application, Drain drain, Shutdown shutdown) {
        drain.onForgotten(this::leave);
        shutdown.onStop(this::stop);
    }

    private void leave() {
        open.forEach(socket -> threads.execute(socket::leave));
    }

    private void stop() {
        open.forEach(McpSocket::closeToLeave);
    }

    Threads threads() {
        return threads;
    }

    McpConfig config() {
        return config;
    }

    void opened(McpSocket socket) {
        open.add(socket);
    }

    void closed(McpSocket socket) {
        open.remove(socket);
    }
}
