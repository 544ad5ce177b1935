package io.devmesh.edge.auth;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import io.devmesh.edge.work.Threads;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.ChangedKey;
import io.devmesh.shared.tenant.StoredKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.JdbiException;

/**
 * Asks PostgreSQL each second which keys were made, changed or revoked, has them looked up anew, and ends what they hold
 * open; so does the end of a key's time. Asking rather than being told works without Redis, and no message of it gets lost.
 */
@ApplicationScoped
public class KeyWatch {
    static final Duration EVERY = Duration.ofSeconds(1);

    /** A change becomes visible some time after the moment that it carries: when its transaction is committed. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private static final System.Logger LOG = System.getLogger(KeyWatch.class.getName());

    private final ApiKeyRepository keys;
    private final Authenticator authenticator;
    private final Clock clock;
    private final Map<UUID, Set<Held>> held = new ConcurrentHashMap<>();
    private Optional<Instant> reached = Optional.empty();
    private volatile List<ChangedKey> seen = List.of();

    /** How old what is remembered of a key may be when something is opened with it, and some more. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** What somebody holds open. */
    private record Held(Authenticated caller, Instant since, Runnable end) {
        /** Whether {@code key} is what the caller was let in with. */
        boolean isStill(StoredKey key, Instant now) {
            return key.works(now)
                    && key.grants().equals(caller.grants())
                    && key.expiresAt().equals(caller.expiresAt());
        }
    }

    KeyWatch() {
        this(null, null, null);
    }

    @Inject
    public KeyWatch(ApiKeyRepository keys, Authenticator authenticator, Clock clock) {
        this.keys = keys;
        this.authenticator = authenticator;
        this.clock = clock;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application, Threads threads) {
        threads.every(EVERY, this::look);
    }

    /** Runs {@code end} when the caller's key is changed, revoked or expired; not any more once the returned action was run. */
    public Runnable watch(Authenticated caller, Runnable end) {
        Held mine = new Held(caller, clock.instant(), end);
        held.compute(caller.keyId(), (id, all) -> {
            Set<Held> some = all == null ? ConcurrentHashMap.newKeySet() : all;
            some.add(mine);
            return some;
        });
        return () -> forget(mine);
    }

    private boolean forget(Held one) {
        AtomicBoolean known = new AtomicBoolean();
        held.computeIfPresent(one.caller().keyId(), (id, all) -> {
            known.set(all.remove(one));
            return all.isEmpty() ? null : all;
        });
        return known.get();
    }

    /** Once: what takes its time to close is not closed a second time meanwhile. */
    private void end(Held one) {
        if (forget(one)) {
            one.end().run();
        }
    }

    /** To be called each second. */
    void look() {
        Instant now = clock.instant();
        held.values()
                .forEach(all -> all.stream()
                        .filter(one -> one.caller()
                                .expiresAt()
                                .filter(end -> !end.isAfter(now))
                                .isPresent())
                        .forEach(this::end));
        try {
            lookAgain(now);
            news().forEach(this::tell);
        } catch (JdbiException away) {
            // Nobody can revoke a key now, and what was revoked before is seen when the database is back.
            LOG.log(DEBUG, "PostgreSQL does not say which keys changed: " + away.getMessage());
        }
    }

    private synchronized List<ChangedKey> news() {
        boolean first = reached.isEmpty();
        Instant from = first ? keys.lastChange() : reached.get();
        List<ChangedKey> changed = keys.changedAfter(from.minus(LATE));
        List<ChangedKey> before = seen;
        seen = changed;
        reached = Optional.of(changed.isEmpty() ? from : changed.getLast().at());
        return first
                ? List.of()
                : changed.stream().filter(key -> !before.contains(key)).toList();
    }

    /** What was opened after a change was told may have been opened with what was known before it. */
    private void lookAgain(Instant now) {
        Instant young = now.minus(REMEMBERED);
        for (ChangedKey key : seen) {
            close(
                    key,
                    held.getOrDefault(key.id(), Set.of()).stream()
                            .filter(one -> one.since().isAfter(young))
                            .filter(one -> keys.get(one.caller().tenant(), key.id())
                                    .filter(stored -> one.isStill(stored, now))
                                    .isEmpty())
                            .toList());
        }
    }

    private void close(ChangedKey key, List<Held> open) {
        if (!open.isEmpty()) {
            LOG.log(INFO, "The API key " + key.id() + " was changed or revoked; what it holds open is closed");
            open.forEach(this::end);
        }
    }

    private void tell(ChangedKey key) {
        if (key.isNew()) {
            authenticator.lookUpAnew(key.hash());
        } else {
            authenticator.forget(key.hash());
            close(key, List.copyOf(held.getOrDefault(key.id(), Set.of())));
        }
    }
}
