package io.devmesh.worker.consume;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.inbox.Arrival;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events by the id of their entry. */
final class Sample {
    private Sample() {}

    static StreamEntry entry(String id) {
        return new StreamEntry(new EntryId(id), EventCodec.encode(event(id, 1)));
    }

    static Arrival arrival(String id) {
        return arrival(id, 1, Optional.empty());
    }

    static Arrival arrival(String id, long tenant, Optional<String> key) {
        return new Arrival(new EntryId(id), event(id, tenant), 100, key);
    }

    private static WebhookEvent event(String id, long tenantNumber) {
        TenantId tenant = new TenantId(new UUID(1, tenantNumber));
        SourceName source = new SourceName("git");
        DeliveryId delivery = new DeliveryId("d-" + id);
        return new WebhookEvent(
                EventId.of(tenant, source, delivery),
                tenant,
                source,
                Provider.GITHUB,
                delivery,
                "push",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                new byte[0]);
    }
}
