package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.time.Instant;
import java.util.Optional;

/** How one provider signs and labels its deliveries. */
public interface WebhookScheme {
    Provider provider();

    /**
     * Whether one of the source's secrets made the signature, and {@code now} is near the time that was signed, where one
     * was. Takes the same time for a near miss as for a far one.
     */
    boolean isAuthentic(Delivery delivery, Source source, Instant now);

    /** What an authentic delivery is to be answered with, where it only asks whether somebody is here; it is not stored. */
    default Optional<Challenge> challenge(Delivery delivery) {
        return Optional.empty();
    }

    /** Reads the labels of an authentic delivery; throws BadDeliveryException where a required one is missing. */
    Labels labels(Delivery delivery, Source source);

    /** The body of an answer, as text. */
    record Challenge(String answer) {}
}
