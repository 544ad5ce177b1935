package io.devmesh.worker.source;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;

/** The sources as of the last second. */
@ApplicationScoped
public class SourceBook {
    private static final System.Logger LOG = System.getLogger(SourceBook.class.getName());

    private final SourceRepository sources;
    private final EventOrderRepository orders;
    private final SchemaMigration migration;
    private volatile Map<SourceName, KnownSource> known = Map.of();
    private volatile Set<SourceName> released = Set.of();

    SourceBook() {
        this(null, null, null);
    }

    @Inject
    public SourceBook(SourceRepository sources, EventOrderRepository orders, SchemaMigration migration) {
        this.sources = sources;
        this.orders = orders;
        this.migration = migration;
    }

    /** How events of {@code source} are processed; as usual where there is no such source any more. */
    public KnownSource of(SourceName source) {
        KnownSource found = known.get(source);
        if (found == null) {
            refresh();
            found = known.get(source);
        }
        return found == null ? KnownSource.standard(source) : found;
    }

    /** Sources whose events are to wait. */
    public Set<SourceName> paused() {
        return known.values().stream()
                .filter(KnownSource::isPaused)
                .map(KnownSource::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Called every second. */
    void refreshOnce() {
        if (!migration.isDone()) {
            return;
        }
        try {
            refresh();
        } catch (JdbiException away) {
            LOG.log(WARNING, "The sources could not be read again: " + RootCause.of(away));
        }
    }

    /** Reads them now; throws JdbiException where the database is away. What was resumed is released after this process has heard of it, for until then it stored events as paused. */
    public synchronized void refresh() {
        Map<SourceName, KnownSource> before = known;
        Map<SourceName, KnownSource> now = sources.processing().stream()
                .map(source -> before.containsKey(source.name())
                        ? before.get(source.name()).updated(source)
                        : KnownSource.of(source))
                .collect(Collectors.toUnmodifiableMap(KnownSource::name, source -> source));
        known = now;
        Set<SourceName> running = now.values().stream()
                .filter(source -> !source.isPaused())
                .map(KnownSource::name)
                .collect(Collectors.toUnmodifiableSet());
        List<SourceName> resumed =
                running.stream().filter(name -> !released.contains(name)).toList();
        if (!resumed.isEmpty()) {
            orders.release(resumed);
        }
        released = running;
    }
}
