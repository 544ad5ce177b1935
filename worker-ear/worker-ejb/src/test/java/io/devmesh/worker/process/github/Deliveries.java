package io.devmesh.worker.process.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.process.Normalization;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Deliveries as the door would hand them on, and what becomes of them. */
final class Deliveries {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private Deliveries() {}

    static NormalizedEvent known(String type, String json) {
        return ((Normalization.Known) normalize(type, JSON, json.getBytes(UTF_8))).event();
    }

    static Normalization normalize(String type, String contentType, byte[] body) {
        return new GithubNormalizer().normalize(event(type, contentType, body));
    }

    private static WebhookEvent event(String type, String contentType, byte[] body) {
        return new WebhookEvent(
                new EventId(new UUID(0, 1)),
                new TenantId(new UUID(0, 2)),
                new SourceName("github"),
                Provider.GITHUB,
                new DeliveryId("3"),
                type,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                contentType,
                "",
                body);
    }
}
