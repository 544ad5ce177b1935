package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.event.DeliveryId;
import java.util.Optional;
import java.util.regex.Pattern;

/** What providers call their events and deliveries, in our form. */
final class Names {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    /** Of an event whose provider does not say what it is. */
    static final String UNNAMED = "event";

    private static final Pattern SEPARATORS = Pattern.compile("[:/ ]+");

    private Names() {}

    /** A name with dots for colons, slashes and spaces; empty where that is no word. */
    static Optional<String> type(Optional<String> name) {
        return name.map(text -> SEPARATORS.matcher(text.strip()).replaceAll("."))
                .filter(text -> WORD.matcher(text).matches());
    }

    /** {@code type.action}, or the type alone where the action is no word. */
    static String withAction(String type, Optional<String> action) {
        return type(action).map(word -> type + "." + word).orElse(type);
    }

    /** The id that stands in {@code header}; throws BadDeliveryException for one that can't be an id. */
    static Optional<DeliveryId> id(Delivery delivery, String header) {
        Optional<String> id = delivery.header(header);
        if (id.isPresent() && !DeliveryId.isValid(id.get())) {
            throw new BadDeliveryException("The header " + header + " is malformed");
        }
        return id.map(DeliveryId::new);
    }

    /** The id that the body names; none where it can't be an id, so that the body's digest stands in for it. */
    static Optional<DeliveryId> id(Optional<String> inBody) {
        return inBody.filter(DeliveryId::isValid).map(DeliveryId::new);
    }

    static BadDeliveryException missing(String what) {
        return new BadDeliveryException(what + " is missing or malformed");
    }
}
