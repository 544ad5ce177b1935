package io.devmesh.worker.process.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events for tests of normalizers. */
public final class Events {
    private Events() {}

    /** {@code body} in JSON with single quotes. */
    public static WebhookEvent of(Provider provider, String type, String body) {
        return of(provider, type, "application/json", body.replace('\'', '"'));
    }

    public static WebhookEvent of(Provider provider, String type, String contentType, String body) {
        return new WebhookEvent(
                new EventId(new UUID(0, 1)),
                new TenantId(new UUID(0, 2)),
                new SourceName("s"),
                provider,
                new DeliveryId("3"),
                type,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                contentType,
                "",
                body.getBytes(UTF_8));
    }
}
