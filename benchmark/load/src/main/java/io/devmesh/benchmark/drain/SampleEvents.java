package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.sample.Payload;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.servers.Access;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.IntStream;

/** Events as the door puts them on the stream, each with a delivery id of its own. */
public final class SampleEvents {
    private static final String JSON = "application/json";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Access access;
    private final Payloads payloads;
    private final Instant received = Instant.now().truncatedTo(ChronoUnit.MICROS);

    public SampleEvents(Access access, Payloads payloads) {
        this.access = access;
        this.payloads = payloads;
    }

    /** Of the first so many together. */
    public long bodyBytes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToLong(number -> payloads.payload(number).body().length)
                .sum();
    }

    public WebhookEvent event(int number) {
        Payload payload = payloads.payload(number);
        DeliveryId delivery = new DeliveryId(UUID.randomUUID().toString());
        return new WebhookEvent(
                EventId.of(access.tenant(), access.source().name(), delivery),
                access.tenant(),
                access.source().name(),
                Provider.GITHUB,
                delivery,
                payload.type(),
                payload.repository(),
                payload.actor(),
                received.plus(number, ChronoUnit.MICROS),
                JSON,
                TRACEPARENT,
                payload.body());
    }
}
