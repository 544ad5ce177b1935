package io.devmesh.shared.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.StoredNotice.Item;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredNoticeTest {
    @Test
    void isOneForEachTenantInTheOrderOfItsEvents() {
        StoredEvent first = stored(1, "d-1");
        StoredEvent foreign = stored(2, "d-1");
        StoredEvent second = stored(1, "d-2");

        assertThat(StoredNotice.of(List.of(first, foreign, second)))
                .containsExactly(
                        new StoredNotice(first.event().tenant(), List.of(item(first), item(second))),
                        new StoredNotice(foreign.event().tenant(), List.of(item(foreign))));
    }

    @Test
    void isNoneWhereNothingWasStored() {
        assertThat(StoredNotice.of(List.of())).isEmpty();
    }

    @Test
    void namesTheRepositoryThatTheRowHas() {
        StoredEvent stored = stored(1, "d-1");

        assertThat(stored.event().repository()).isEmpty();
        assertThat(StoredNotice.of(List.of(stored)).getFirst().events())
                .extracting(Item::repository)
                .containsExactly(Optional.of("acme/site"));
    }

    private static Item item(StoredEvent stored) {
        return new Item(stored.event().id(), "git", "push", Optional.of("acme/site"));
    }

    private static StoredEvent stored(int tenant, String delivery) {
        TenantId owner = new TenantId(new UUID(0, tenant));
        SourceName source = new SourceName("git");
        DeliveryId id = new DeliveryId(delivery);
        WebhookEvent event = new WebhookEvent(
                EventId.of(owner, source, id),
                owner,
                source,
                Provider.GITHUB,
                id,
                "push",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                new byte[0]);
        return StoredEvent.processed(
                event,
                new NormalizedEvent(
                        Optional.of("acme/site"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
