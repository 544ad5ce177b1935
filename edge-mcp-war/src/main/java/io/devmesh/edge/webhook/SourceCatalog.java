package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.ERROR;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The sources by name, remembered: a change shows after ten seconds, and what is known stays known for an hour while the
 * database is away, because the door must stay open then. A source whose secret can't be decrypted is none of these.
 */
@ApplicationScoped
class SourceCatalog {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MAX_REMEMBERED = 10_000;

    private static final System.Logger LOG = System.getLogger(SourceCatalog.class.getName());

    private final Function<SourceName, Optional<Source>> repository;
    private final LoadingCache<SourceName, Lookup> sources;
    private final Set<SourceName> toldOf = ConcurrentHashMap.newKeySet();

    /** @param trouble why the source can't be used; empty where it can, and where there is none */
    private record Lookup(Optional<Source> source, Optional<UnreadableSecretException> trouble) {}

    SourceCatalog() {
        this(name -> Optional.empty());
    }

    @Inject
    SourceCatalog(SourceRepository repository) {
        this(repository::find);
    }

    SourceCatalog(Function<SourceName, Optional<Source>> repository) {
        this.repository = repository;
        this.sources = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .build(this::load);
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
    private Lookup load(SourceName name) {
        try {
            Lookup found = new Lookup(repository.apply(name), Optional.empty());
            toldOf.remove(name);
            return found;
        } catch (UnreadableSecretException trouble) {
            if (toldOf.add(name)) {
                LOG.log(ERROR, trouble.getMessage());
            }
            return new Lookup(Optional.empty(), Optional.of(trouble));
        }
    }
}
