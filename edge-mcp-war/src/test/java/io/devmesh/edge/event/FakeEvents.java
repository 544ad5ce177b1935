package io.devmesh.edge.event;

import io.devmesh.shared.event.EventCount;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventDetail;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventGroup;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventSummary;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Events of one tenant, in memory; filters are noted and not applied. */
public final class FakeEvents extends EventSearchRepository {
    private final TenantId owner;
    private final List<EventSummary> all = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private EventFilter filter = EventFilter.any();

    public FakeEvents(TenantId owner) {
        super(null);
        this.owner = owner;
    }

    /** With an id that ends in {@code number}. */
    public EventId add(int number, EventStatus status, String subject) {
        EventId id = new EventId(new UUID(0, number));
        all.add(new EventSummary(
                id,
                "acme-github",
                "github",
                "d-" + number,
                "issues.opened",
                status,
                new NormalizedEvent(
                        Optional.of("acme/site"),
                        Optional.of("ada"),
                        Optional.empty(),
                        Optional.of(subject),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Instant.EPOCH.plusSeconds(number),
                Instant.EPOCH.plusSeconds(number),
                Optional.empty()));
        return id;
    }

    /** Of the last question. */
    public EventFilter filter() {
        return filter;
    }

    /** Which suggestions were asked for: column, prefix and filter. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public List<EventSummary> list(TenantId tenant, EventFilter wanted, Optional<EventCursor> after, int limit) {
        filter = wanted;
        return of(tenant).reversed().stream().limit(limit).toList();
    }

    @Override
    public Optional<EventDetail> find(TenantId tenant, EventId id) {
        return of(tenant).stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .map(event -> new EventDetail(
                        event, "application/json", "00-trace", "{\"n\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Map<EventGroup, List<EventCount>> count(TenantId tenant, EventFilter wanted, int limit) {
        filter = wanted;
        List<EventCount> counts = of(tenant).isEmpty()
                ? List.of()
                : List.of(new EventCount("any", of(tenant).size()));
        Map<EventGroup, List<EventCount>> groups = new EnumMap<>(EventGroup.class);
        for (EventGroup group : EventGroup.values()) {
            groups.put(group, counts);
        }
        return groups;
    }

    @Override
    public List<String> suggest(TenantId tenant, EventFilter wanted, EventGroup column, String prefix, int limit) {
        asked.add(column.column() + " " + prefix);
        filter = wanted;
        return of(tenant).isEmpty() ? List.of() : List.of("acme/site");
    }

    private List<EventSummary> of(TenantId tenant) {
        return tenant.equals(owner) ? all : List.of();
    }
}
