package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.event.DeliveryId;
import java.util.Optional;

/**
 * What the door needs to know of a delivery.
 *
 * @param deliveryId the same for every attempt to deliver; empty where the provider gives none
 * @param type the event's name, with its action where it has one
 */
public record Labels(
        Optional<DeliveryId> deliveryId, String type, Optional<String> repository, Optional<String> actor) {}
