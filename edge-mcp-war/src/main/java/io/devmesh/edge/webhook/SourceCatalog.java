package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.devmesh.shared.secret.MasterKeyAwayException;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/**
 * The sources by name, remembered: a change shows after ten seconds, and what is known stays known for an hour while the
 * database or the master key is away, because the door must stay open then. A source whose secret can't be decrypted is none of these.
 */
@ApplicationScoped
class SourceCatalog {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MAX_REMEMBERED = 10_000;

    private static final System.Logger LOG = System.getLogger(SourceCatalog.class.getName());

    private final Function<SourceName, Optional<Source>> repository;
    private final LongSupplier nanoTime;
    private final LoadingCache<SourceName, Lookup> sources;
    private final AtomicBoolean away = new AtomicBoolean();
    private final Set<SourceName> toldOf = ConcurrentHashMap.newKeySet();

    /**
     * @param trouble why the source can't be used; empty where it can, and where there is none
     * @param readAt by {@code nanoTime}
     */
    private record Lookup(Optional<Source> source, Optional<UnreadableSecretException> trouble, long readAt) {
        private boolean passes() {
            return trouble.filter(MasterKeyAwayException.class::isInstance).isPresent();
        }
    }

    private final class Reader implements CacheLoader<SourceName, Lookup> {
        @Override
        public Lookup load(SourceName name) {
            return read(name);
        }

        /** What is away is asked as often as if it were there; what was read too long ago is forgotten. */
        @Override
        public Lookup reload(SourceName name, Lookup known) {
            try {
                Lookup found = read(name);
                return found.passes() && known.trouble.isEmpty() && isKept(known) ? known : found;
            } catch (JdbiException failure) {
                if (!away.getAndSet(true)) {
                    LOG.log(
                            WARNING,
                            "Sources can't be read; as they are known they count for another hour: "
                                    + RootCause.of(failure));
                }
                return isKept(known) ? known : null;
            }
        }

        private boolean isKept(Lookup known) {
            return nanoTime.getAsLong() - known.readAt < KEPT.toNanos();
        }
    }

    SourceCatalog() {
        this(name -> Optional.empty());
    }

    @Inject
    SourceCatalog(SourceRepository repository) {
        this(repository::find);
    }

    private SourceCatalog(Function<SourceName, Optional<Source>> repository) {
        this(repository, System::nanoTime, ForkJoinPool.commonPool());
    }

    SourceCatalog(Function<SourceName, Optional<Source>> repository, LongSupplier nanoTime, Executor refreshes) {
        this.repository = repository;
        this.nanoTime = nanoTime;
        this.sources = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .ticker(nanoTime::getAsLong)
                .executor(refreshes)
                .build(new Reader());
    }

    /**
     * Throws JdbiException where the source is not remembered and the database is away, and UnreadableSecretException where
     * a secret of it can't be decrypted.
     */
    Optional<Source> find(SourceName name) {
        Lookup lookup = sources.get(name);
        if (lookup.trouble.isPresent()) {
            throw lookup.trouble.get();
        }
        return lookup.source;
    }

    /** Tells once what is wrong, until it is right again. */
    private Lookup read(SourceName name) {
        long now = nanoTime.getAsLong();
        try {
            Lookup found = new Lookup(repository.apply(name), Optional.empty(), now);
            toldOf.remove(name);
            if (away.getAndSet(false)) {
                LOG.log(INFO, "Sources can be read again");
            }
            return found;
        } catch (UnreadableSecretException trouble) {
            if (toldOf.add(name)) {
                LOG.log(ERROR, trouble.getMessage());
            }
            return new Lookup(Optional.empty(), Optional.of(trouble), now);
        }
    }
}
