package io.devmesh.edge.change;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.bus.Bus;
import io.devmesh.edge.bus.BusUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whoever is interested, on this replica, of changes that any replica published. */
@ApplicationScoped
public class ChangeFeed implements ChangePublisher {
    private static final System.Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private final Bus bus;
    private final Map<TenantId, Set<Interest>> interests = new ConcurrentHashMap<>();

    ChangeFeed() {
        this(null);
    }

    @Inject
    public ChangeFeed(Bus bus) {
        this.bus = bus;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        bus.listen(ChangeCodec.KIND, this::hear);
    }

    @Override
    public void publish(TenantId tenant, Change change) {
        try {
            bus.post(ChangeCodec.encode(tenant, change));
        } catch (BusUnavailableException away) {
            LOG.log(WARNING, "Only this replica's clients are told of a change: " + away.getMessage());
            tell(tenant, change, bus.position());
        }
    }

    /** Until the returned action is run, {@code interest} is told. */
    public Runnable watch(TenantId tenant, Interest interest) {
        interests
                .computeIfAbsent(tenant, unused -> ConcurrentHashMap.newKeySet())
                .add(interest);
        return () -> interests.computeIfPresent(tenant, (unused, all) -> {
            all.remove(interest);
            return all.isEmpty() ? null : all;
        });
    }

    /** Where a client that watches now would go on after a loss. */
    public String position() {
        return bus.position();
    }

    /** What {@code interest} would have been told since {@code position}. Throws BusUnavailableException. */
    public List<Interest.Told> since(String position, TenantId tenant, Interest interest) {
        List<Interest.Told> missed = new ArrayList<>();
        for (Bus.Entry entry : bus.since(position)) {
            if (ChangeCodec.isOf(tenant, entry)) {
                ChangeCodec.change(entry)
                        .filter(interest::wants)
                        .ifPresent(change -> missed.add(new Interest.Told(change, entry.id())));
            }
        }
        return missed;
    }

    private void hear(Bus.Entry entry) {
        ChangeCodec.tenant(entry)
                .ifPresent(tenant -> ChangeCodec.change(entry).ifPresent(change -> tell(tenant, change, entry.id())));
    }

    private void tell(TenantId tenant, Change change, String position) {
        interests.getOrDefault(tenant, Set.of()).forEach(interest -> {
            if (interest.wants(change)) {
                interest.told().accept(new Interest.Told(change, position));
            }
        });
    }
}
