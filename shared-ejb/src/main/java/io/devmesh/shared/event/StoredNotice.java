package io.devmesh.shared.event;

import io.devmesh.shared.tenant.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says that events of one tenant were stored, to whoever subscribed to some of them. It may come twice.
 *
 * @param tenant whose
 * @param events what a filter can ask for, of each
 */
public record StoredNotice(TenantId tenant, List<Item> events) {
    public record Item(EventId id, String source, String type, Optional<String> repository) {
        static Item of(StoredEvent stored) {
            return new Item(
                    stored.event().id(),
                    stored.event().source().value(),
                    stored.event().type(),
                    stored.normalized().repository());
        }
    }

    public StoredNotice {
        events = List.copyOf(events);
    }

    /** One for each tenant. */
    public static List<StoredNotice> of(List<StoredEvent> stored) {
        Map<TenantId, List<Item>> byTenant = new LinkedHashMap<>();
        stored.forEach(event -> byTenant.computeIfAbsent(event.event().tenant(), tenant -> new ArrayList<>())
                .add(Item.of(event)));
        return byTenant.entrySet().stream()
                .map(entry -> new StoredNotice(entry.getKey(), entry.getValue()))
                .toList();
    }
}
