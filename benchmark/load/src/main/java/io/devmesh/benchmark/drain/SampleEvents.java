package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.sample.SampleBody;
import io.devmesh.benchmark.servers.Access;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Events as the door puts them on the stream, each with a delivery id of its own. */
final class SampleEvents {
    private static final String JSON = "application/json";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Access access;
    private final int bodyBytes;
    private final Instant received = Instant.now().truncatedTo(ChronoUnit.MICROS);

    SampleEvents(Access access, int bodyBytes) {
        this.access = access;
        this.bodyBytes = bodyBytes;
    }

    WebhookEvent event(int number) {
        SampleBody body = SampleBody.of(number);
        DeliveryId delivery = new DeliveryId(UUID.randomUUID().toString());
        return new WebhookEvent(
                EventId.of(access.tenant(), access.source().name(), delivery),
                access.tenant(),
                access.source().name(),
                Provider.GITHUB,
                delivery,
                body.type(),
                Optional.of(SampleBody.REPOSITORY),
                Optional.of(SampleBody.ACTOR),
                received.plus(number, ChronoUnit.MICROS),
                JSON,
                TRACEPARENT,
                body.json(bodyBytes).getBytes(StandardCharsets.UTF_8));
    }
}
