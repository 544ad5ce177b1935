package io.devmesh.edge.mcp.http;

import io.devmesh.edge.http.LaterAnswer;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.work.Threads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The requests that are answered later, or listen. */
@ApplicationScoped
class HttpConversations {
    /** In its first minute a conversation is looked after often: a call whose client has gone should not go on. */
    private static final Duration OFTEN = Duration.ofSeconds(2);

    private static final long YOUNG_NANOS = Duration.ofMinutes(1).toNanos();

    private final Threads threads;
    private final McpConfig config;
    private final Map<HttpConversation, Long> open = new ConcurrentHashMap<>();
    private long round;

    HttpConversations() {
        this(null, null);
    }

    @Inject
    HttpConversations(Threads threads, McpConfig config) {
        this.threads = threads;
        this.config = config;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        threads.every(OFTEN, this::keepAlive);
    }

    /** Answers the request in a thread of its own. */
    void begin(LaterAnswer later, Consumer<Conversation> work) {
        HttpConversation conversation = new HttpConversation(later.context(), threads::execute);
        open.put(conversation, System.nanoTime());
        conversation.onClose(() -> open.remove(conversation));
        later.whenOver(conversation::lost);
        threads.execute(() -> work.accept(conversation));
    }

    private void keepAlive() {
        round++;
        boolean all = round % Math.max(1, config.keepAlive().dividedBy(OFTEN)) == 0;
        long now = System.nanoTime();
        open.forEach((conversation, since) -> {
            if (all || now - since < YOUNG_NANOS) {
                conversation.keepAlive();
            }
        });
    }

    @PreDestroy
    void stop() {
        open.keySet().forEach(HttpConversation::end);
    }
}
