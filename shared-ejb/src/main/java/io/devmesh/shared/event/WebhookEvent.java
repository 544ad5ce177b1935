package io.devmesh.shared.event;

import static java.util.Objects.requireNonNull;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery that the door accepted: what travels on the stream.
 *
 * @param type the provider's event name with its action, for example {@code pull_request.opened}
 * @param repository {@code owner/name}, where the body names one
 * @param actor the login of whoever caused it, where the body names one
 * @param receivedAt when the door had read the body
 * @param contentType as sent, without parameters
 * @param traceparent W3C trace context of the delivery
 * @param body the bytes as received; not copied, so not to be changed
 */
public record WebhookEvent(
        EventId id,
        TenantId tenant,
        SourceName source,
        Provider provider,
        DeliveryId deliveryId,
        String type,
        Optional<String> repository,
        Optional<String> actor,
        Instant receivedAt,
        String contentType,
        String traceparent,
        byte[] body) {
    public WebhookEvent {
        requireNonNull(id, "id is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(source, "source is null");
        requireNonNull(provider, "provider is null");
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(type, "type is null");
        requireNonNull(repository, "repository is null");
        requireNonNull(actor, "actor is null");
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(traceparent, "traceparent is null");
        requireNonNull(body, "body is null");
    }

    /** The same with another body. */
    public WebhookEvent withBody(byte[] other) {
        return new WebhookEvent(
                id,
                tenant,
                source,
                provider,
                deliveryId,
                type,
                repository,
                actor,
                receivedAt,
                contentType,
                traceparent,
                other);
    }

    /** For logs: no body, nothing from the provider but ids. */
    @Override
    public String toString() {
        return "WebhookEvent[" + id + ", source=" + source + ", delivery=" + deliveryId + "]";
    }
}
