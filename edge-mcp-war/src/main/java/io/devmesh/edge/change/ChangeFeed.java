package io.devmesh.edge.change;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.bus.Bus;
import io.devmesh.edge.bus.BusUnavailableException;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.stream.StoredNoticeCodec;
import io.devmesh.shared.stream.UndecodableEntryException;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whoever is interested, on this replica, of changes that any replica published and of events that were stored. */
@ApplicationScoped
public class ChangeFeed implements ChangePublisher {
    private static final System.Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private final Bus bus;
    private final ResourceRegistry resources;
    private final Map<TenantId, Set<Interest>> interests = new ConcurrentHashMap<>();

    ChangeFeed() {
        this(null, null);
    }

    @Inject
    public ChangeFeed(Bus bus, ResourceRegistry resources) {
        this.bus = bus;
        this.resources = resources;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        bus.listen(ChangeCodec.KIND, this::hear);
        bus.listenStored(this::hearStored);
    }

    @Override
    public void publish(TenantId tenant, Change change) {
        Map<String, String> fields = ChangeCodec.encode(tenant, change);
        try {
            bus.post(fields);
        } catch (BusUnavailableException away) {
            LOG.log(WARNING, "Only this replica's clients are told of a change: " + away.getMessage());
            hear(new Bus.Entry(bus.position(), fields));
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
        return new FeedPosition(bus.position(), bus.storedPosition()).text();
    }

    /**
     * What {@code interest} would have been told since {@code position}; empty where that is none of ours. Throws
     * BusUnavailableException.
     */
    public Optional<List<Interest.Told>> since(String position, TenantId tenant, Interest interest) {
        return FeedPosition.parse(position).map(from -> {
            List<Interest.Told> missed = new ArrayList<>();
            String last = from.bus();
            for (Bus.Entry entry : bus.since(from.bus())) {
                last = entry.id();
                if (ChangeCodec.isOf(tenant, entry)) {
                    collect(entry, interest, from.stored(), missed);
                }
            }
            for (Bus.Entry entry : bus.storedSince(from.stored())) {
                FeedPosition reached = new FeedPosition(last, entry.id());
                notices(entry).stream()
                        .filter(notice -> notice.tenant().equals(tenant))
                        .forEach(notice -> missed.addAll(updates(notice, interest, reached)));
            }
            return missed;
        });
    }

    private void collect(Bus.Entry entry, Interest interest, String stored, List<Interest.Told> into) {
        ChangeCodec.change(entry)
                .filter(interest::wants)
                .map(change -> told(entry, change, stored))
                .ifPresent(into::add);
    }

    private void hear(Bus.Entry entry) {
        ChangeCodec.tenant(entry)
                .ifPresent(tenant -> interests.getOrDefault(tenant, Set.of()).forEach(interest -> {
                    List<Interest.Told> told = new ArrayList<>();
                    collect(entry, interest, bus.storedPosition(), told);
                    told.forEach(interest.told());
                }));
    }

    private void hearStored(Bus.Entry entry) {
        if (interests.isEmpty()) {
            return;
        }
        FeedPosition reached = new FeedPosition(bus.position(), entry.id());
        for (StoredNotice notice : notices(entry)) {
            interests
                    .getOrDefault(notice.tenant(), Set.of())
                    .forEach(interest -> updates(notice, interest, reached).forEach(interest.told()));
        }
    }

    private List<Interest.Told> updates(StoredNotice notice, Interest interest, FeedPosition reached) {
        return interest.uris().get().stream()
                .filter(uri -> resources.isUpdatedBy(uri, notice))
                .map(uri -> new Interest.Told(
                        new Change.ResourceUpdated(uri), "stored " + reached.stored() + " " + uri, reached.text()))
                .toList();
    }

    private static Interest.Told told(Bus.Entry entry, Change change, String stored) {
        return new Interest.Told(change, "bus " + entry.id(), new FeedPosition(entry.id(), stored).text());
    }

    private static List<StoredNotice> notices(Bus.Entry entry) {
        try {
            return StoredNoticeCodec.decode(entry.fields());
        } catch (UndecodableEntryException foreign) {
            LOG.log(WARNING, "A notice of stored events is none of ours: " + foreign.getMessage());
            return List.of();
        }
    }
}
