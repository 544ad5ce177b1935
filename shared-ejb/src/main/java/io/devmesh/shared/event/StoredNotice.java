package io.devmesh.shared.event;

import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Says that events of one tenant were stored, to whoever subscribed to some of them. It may come twice.
 *
 * @param tenant whose
 * @param events what a filter can ask for, of each
 */
public record StoredNotice(TenantId tenant, List<Item> events) {
    public record Item(EventId id, String source, String type, Optional<String> repository) {}
}
