package io.devmesh.edge.audit;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.work.Threads;
import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.shared.telemetry.ServiceIdentity;
import io.devmesh.shared.tenant.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects entries and writes them in batches. While PostgreSQL is away they wait, up to a bound; then the oldest are lost,
 * which is an entry itself when it is back. A replica that is killed loses what it noted in the last half second.
 */
@ApplicationScoped
public class AuditTrail {
    static final int MOST_WAITING = 20_000;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int BATCH = 500;

    /** That a caller is known is noted again after a while, not with each request. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    /** Guesses must not fill the log: their number is a metric. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 10_000;
    private static final System.Logger LOG = System.getLogger(AuditTrail.class.getName());

    private final AuditRepository audit;
    private final AuditConfig config;
    private final AuditMetrics metrics;
    private final String pod;
    private final Clock clock;
    private final Cache<UUID, Boolean> known = remembering(KNOWN_FOR);
    private final Cache<String, Boolean> refused = remembering(REFUSED_FOR);
    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private long lost;
    private boolean away;

    /** For the container, and for who writes nothing. */
    protected AuditTrail() {
        this(null, null, null, "", null);
    }

    @Inject
    AuditTrail(AuditRepository audit, AuditConfig config, AuditMetrics metrics, ServiceIdentity identity, Clock clock) {
        this(audit, config, metrics, identity.pod(), clock);
    }

    AuditTrail(AuditRepository audit, AuditConfig config, AuditMetrics metrics, String pod, Clock clock) {
        this.audit = audit;
        this.config = config;
        this.metrics = metrics;
        this.pod = pod;
        this.clock = clock;
    }

    private static <K> Cache<K, Boolean> remembering(Duration time) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(time)
                .executor(Runnable::run)
                .build();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application, Threads threads) {
        threads.every(PAUSE, this::flush);
    }

    /** When the requests that were open have ended, and noted what they did. */
    @PreDestroy
    void stop() {
        flush();
    }

    /**
     * A tool was called.
     *
     * @param readsOnly whether the tool says that it changes nothing
     * @param outcome {@code success}, {@code refused}, {@code asked}, {@code timed_out} or {@code failed}
     */
    public void toolCalled(
            Authenticated caller, String tool, boolean readsOnly, String outcome, Duration took, ObjectNode arguments) {
        if (config.toolCalls() == AuditConfig.ToolCalls.NONE
                || (config.toolCalls() == AuditConfig.ToolCalls.WRITES && readsOnly)) {
            return;
        }
        ObjectNode detail = Json.mapper()
                .createObjectNode()
                .put("outcome", outcome)
                .put("duration_ms", took.toMillis())
                .put("arguments_sha256", Digest.of(arguments));
        if (config.arguments()) {
            detail.set("arguments", arguments);
        }
        note(caller.tenant(), actor(caller), "tool.call", tool, detail);
    }

    /** A key or token is good. */
    public void accepted(Authenticated caller) {
        if (known.asMap().putIfAbsent(caller.keyId(), true) == null) {
            note(
                    caller.tenant(),
                    actor(caller),
                    "auth.accept",
                    caller.keyId().toString(),
                    Json.mapper().createObjectNode());
        }
    }

    /**
     * A key or token is not good.
     *
     * @param prefix the part of the key that is no secret
     */
    public void refused(Optional<String> prefix) {
        String shown = prefix.orElse("unreadable");
        if (refused.asMap().putIfAbsent(shown, true) == null) {
            note(
                    AuditEntry.NOBODY,
                    "key:" + shown,
                    "auth.refuse",
                    shown,
                    Json.mapper().createObjectNode());
        }
    }

    /**
     * A token was told which scope it lacks for a tool, so that its holder can ask for more.
     *
     * @param scope as tokens have it
     */
    public void steppedUp(Authenticated caller, String tool, String scope) {
        if (refused.asMap().putIfAbsent(caller.keyId() + " " + tool, true) == null) {
            note(
                    caller.tenant(),
                    actor(caller),
                    "auth.step_up",
                    tool,
                    Json.mapper().createObjectNode().put("scope", scope));
        }
    }

    private static String actor(Authenticated caller) {
        return "key:" + (caller.keyName().isEmpty() ? caller.keyId().toString() : caller.keyName());
    }

    private void note(TenantId tenant, String actor, String action, String subject, ObjectNode detail) {
        AuditEntry entry = new AuditEntry(
                tenant, Optional.of(clock.instant()), actor, action, subject, detail.put("replica", pod));
        synchronized (waiting) {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
                lost++;
                metrics.lost();
            }
            waiting.addLast(entry);
        }
    }

    /** Writes what waits, or leaves it where PostgreSQL is away. */
    synchronized void flush() {
        try {
            List<AuditEntry> batch = next();
            while (!batch.isEmpty()) {
                audit.append(batch);
                metrics.written(batch.size());
                taken(batch);
                batch = next();
            }
            if (away) {
                LOG.log(INFO, "The audit log is written again");
                away = false;
            }
        } catch (JdbiException failure) {
            if (!away) {
                LOG.log(WARNING, "The audit log can't be written, its entries wait: " + RootCause.of(failure));
                away = true;
            }
        }
    }

    private List<AuditEntry> next() {
        synchronized (waiting) {
            List<AuditEntry> batch = new ArrayList<>(Math.min(BATCH, waiting.size()) + 1);
            if (lost > 0) {
                ObjectNode detail =
                        Json.mapper().createObjectNode().put("lost", lost).put("replica", pod);
                batch.add(new AuditEntry(
                        AuditEntry.NOBODY, Optional.of(clock.instant()), "replica:" + pod, "audit.gap", pod, detail));
            }
            waiting.stream().limit(BATCH).forEach(batch::add);
            return batch;
        }
    }

    /** Some of them may have been pushed out meanwhile by others. */
    private void taken(List<AuditEntry> batch) {
        synchronized (waiting) {
            batch.forEach(entry -> {
                if (entry.action().equals("audit.gap")) {
                    lost -= entry.detail().path("lost").longValue();
                } else if (entry.equals(waiting.peekFirst())) {
                    waiting.removeFirst();
                }
            });
        }
    }
}
