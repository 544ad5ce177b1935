package io.devmesh.shared.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final SourceName SOURCE = new SourceName("git");

    @Test
    void isTheSameForTheSameDelivery() {
        assertThat(id(TENANT, "git", "d-1")).isEqualTo(id(TENANT, "git", "d-1"));
    }

    @Test
    void differsWhereTenantSourceOrDeliveryDiffers() {
        EventId id = id(TENANT, "git", "d-1");

        assertThat(id)
                .isNotEqualTo(id(new TenantId(new UUID(1, 3)), "git", "d-1"))
                .isNotEqualTo(id(TENANT, "git2", "d-1"))
                .isNotEqualTo(id(TENANT, "git", "d-2"));
    }

    @Test
    void isAVersion8Uuid() {
        UUID uuid = EventId.of(TENANT, SOURCE, new DeliveryId("d-1")).value();

        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    private static EventId id(TenantId tenant, String source, String delivery) {
        return EventId.of(tenant, new SourceName(source), new DeliveryId(delivery));
    }
}
