package io.devmesh.edge.webhook;

import io.devmesh.shared.source.Provider;
import java.util.List;

/** How one provider signs and labels its deliveries. */
interface WebhookScheme {
    Provider provider();

    /** Whether one of {@code secrets} made the signature. Takes the same time for a near miss as for a far one. */
    boolean isAuthentic(Delivery delivery, List<String> secrets);

    /** Reads the labels of an authentic delivery; throws BadDeliveryException where a required one is missing. */
    Labels labels(Delivery delivery);
}
