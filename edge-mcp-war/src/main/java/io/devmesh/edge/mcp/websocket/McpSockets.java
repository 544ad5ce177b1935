package io.devmesh.edge.mcp.websocket;

import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
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

    void register(@Observes @Initialized(ApplicationScoped.class) Object application, Shutdown shutdown) {
        shutdown.onStop(this::stop);
    }

    /** 1001 tells clients to connect again, which brings them to another replica. */
    private void stop() {
        open.forEach(socket -> socket.close(CloseReason.CloseCodes.GOING_AWAY, "this replica stops; connect again"));
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
