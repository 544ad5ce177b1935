package io.devmesh.edge.webhook;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * The sources by name, remembered: a change shows after ten seconds, and what is known stays known for an hour while the
 * database is away, because the door must stay open then.
 */
@ApplicationScoped
class SourceCatalog {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MAX_REMEMBERED = 10_000;

    private final LoadingCache<SourceName, Optional<Source>> sources;

    SourceCatalog() {
        this(null);
    }

    @Inject
    SourceCatalog(SourceRepository repository) {
        this.sources = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .build(name -> repository.find(name));
    }

    /** Throws JdbiException where the source is not remembered and the database is away. */
    Optional<Source> find(SourceName name) {
        return sources.get(name);
    }
}
