package io.devmesh.shared.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final SourceName SOURCE = new SourceName("git");
    private static final DeliveryId DELIVERY = new DeliveryId("d-1");

    @Test
    void bringsEveryFieldThroughTheStream() throws UndecodableEntryException {
        WebhookEvent event = event(Optional.of("o/r"), Optional.empty(), new byte[] {(byte) 0xFF, 0, 1});

        WebhookEvent decoded = EventCodec.decode(EventCodec.encode(event));

        assertThat(decoded).usingRecursiveComparison().isEqualTo(event);
    }

    @Test
    void keepsTheFieldNamesThatOtherProgramsKnow() {
        assertThat(EventCodec.encode(event(Optional.empty(), Optional.empty(), new byte[0])))
                .containsOnlyKeys(
                        "event_id",
                        "event_type",
                        "repo_name",
                        "sender_name",
                        "payload",
                        "auth_context",
                        "timestamp",
                        "metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event_id", "event_type", "payload", "auth_context", "timestamp", "metadata"})
    void saysWhichFieldIsMissing(String field) {
        Map<String, byte[]> fields = fields();
        fields.remove(field);

        assertThatThrownBy(() -> EventCodec.decode(fields))
                .isInstanceOf(UndecodableEntryException.class)
                .hasMessage("field " + field + " is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event_id|not-a-uuid",
                "auth_context|{}",
                "auth_context|{",
                "auth_context|[1]",
                "auth_context|{\"tenant_id\":7}",
                "metadata|{\"source\":\"git\"}",
                "metadata|null",
                "timestamp|yesterday"
            })
    void refusesWhatItCouldNotHaveWritten(String field, String value) {
        Map<String, byte[]> fields = fields();
        fields.put(field, value.getBytes(UTF_8));

        assertThatThrownBy(() -> EventCodec.decode(fields)).isInstanceOf(UndecodableEntryException.class);
    }

    private static Map<String, byte[]> fields() {
        return new HashMap<>(EventCodec.encode(event(Optional.empty(), Optional.empty(), new byte[0])));
    }

    private static WebhookEvent event(Optional<String> repository, Optional<String> actor, byte[] body) {
        return new WebhookEvent(
                EventId.of(TENANT, SOURCE, DELIVERY),
                TENANT,
                SOURCE,
                Provider.GITHUB,
                DELIVERY,
                "push",
                repository,
                actor,
                Instant.parse("2026-11-23T08:00:00.123456Z"),
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                body);
    }
}
