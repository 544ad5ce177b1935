package io.devmesh.edge.task;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.bus.Bus;
import io.devmesh.edge.bus.BusUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Says on every replica that a task has changed. */
@ApplicationScoped
public class TaskFeed {
    private static final String KIND = "task";
    private static final String ID = "id";
    private static final String CANCELLED = "cancelled";
    private static final System.Logger LOG = System.getLogger(TaskFeed.class.getName());

    private final Bus bus;
    private final Map<UUID, Set<Consumer<UUID>>> watchers = new ConcurrentHashMap<>();
    private final List<Consumer<UUID>> cancellers = new CopyOnWriteArrayList<>();

    TaskFeed() {
        this(null);
    }

    @Inject
    public TaskFeed(Bus bus) {
        this.bus = bus;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        bus.listen(KIND, this::hear);
    }

    /** Until the returned action is run, {@code watcher} gets the id at each change, in a thread that must not wait. */
    public Runnable watch(UUID id, Consumer<UUID> watcher) {
        watchers.computeIfAbsent(id, unused -> ConcurrentHashMap.newKeySet()).add(watcher);
        return () -> watchers.computeIfPresent(id, (unused, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    void onCancelled(Consumer<UUID> canceller) {
        cancellers.add(canceller);
    }

    void publish(UUID id) {
        post(id, false);
    }

    void publishCancelled(UUID id) {
        post(id, true);
    }

    private void post(UUID id, boolean cancelled) {
        Map<String, String> fields = Map.of(Bus.KIND, KIND, ID, id.toString(), CANCELLED, Boolean.toString(cancelled));
        try {
            bus.post(fields);
        } catch (BusUnavailableException away) {
            LOG.log(WARNING, "Only this replica is told of a changed task: " + away.getMessage());
            hear(new Bus.Entry(bus.position(), fields));
        }
    }

    private void hear(Bus.Entry entry) {
        parse(entry.field(ID)).ifPresent(id -> {
            watchers.getOrDefault(id, Set.of()).forEach(watcher -> watcher.accept(id));
            if (Boolean.parseBoolean(entry.field(CANCELLED))) {
                cancellers.forEach(canceller -> canceller.accept(id));
            }
        });
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
