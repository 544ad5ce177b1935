package io.devmesh.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NormalizerRegistryTest {
    private static final WebhookEvent EVENT = event();

    @Test
    void makesAKnownEventProcessed() {
        assertThat(outcome(event -> new Normalization.Known(NormalizedEvent.of(event)))
                        .status())
                .isEqualTo(EventStatus.PROCESSED);
    }

    @Test
    void keepsAnUnknownEventAsIgnored() {
        assertThat(outcome(event -> new Normalization.Unknown(NormalizedEvent.of(event)))
                        .status())
                .isEqualTo(EventStatus.IGNORED);
    }

    @Test
    void keepsAnUnreadableEventAsDeadWithItsBodyAndTheReason() {
        StoredEvent stored = outcome(event -> new Normalization.Unreadable("not JSON"));

        assertThat(stored.status()).isEqualTo(EventStatus.DEAD);
        assertThat(stored.error()).contains("not JSON");
        assertThat(stored.event().body()).isSameAs(EVENT.body());
    }

    @Test
    void keepsAnEventOfAProviderThatItKnowsNothingOf() {
        StoredEvent stored = new NormalizerRegistry(List.of()).outcome(EVENT);

        assertThat(stored.status()).isEqualTo(EventStatus.IGNORED);
        assertThat(stored.normalized()).isEqualTo(NormalizedEvent.of(EVENT));
    }

    private static StoredEvent outcome(Function<WebhookEvent, Normalization> verdict) {
        EventNormalizer normalizer = new EventNormalizer() {
            @Override
            public Provider provider() {
                return Provider.GITHUB;
            }

            @Override
            public Normalization normalize(WebhookEvent event) {
                return verdict.apply(event);
            }
        };
        return new NormalizerRegistry(List.of(normalizer)).outcome(EVENT);
    }

    private static WebhookEvent event() {
        TenantId tenant = new TenantId(new UUID(1, 1));
        SourceName source = new SourceName("git");
        DeliveryId delivery = new DeliveryId("d");
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
                new byte[] {1});
    }
}
