package io.devmesh.worker.outbox;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One event that is to be sent to one target.
 *
 * @param orderKey forwards to one target with the same are sent in the order in which they were added; a blank one counts as none
 */
public record Forward(
        TenantId tenant,
        SourceName source,
        EventId event,
        Instant receivedAt,
        TargetName target,
        Optional<String> orderKey) {
    public Forward {
        orderKey = orderKey.filter(key -> !key.isBlank());
    }
}
