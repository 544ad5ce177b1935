package io.devmesh.worker.process.payload;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.worker.process.Normalization;
import java.util.Map;

/**
 * What a provider's events look like, by the first part of their type.
 *
 * @param byName the events that are known
 * @param others what can be read of all others
 */
public record Outlines(Map<String, Outline> byName, Outline others) {
    public Normalization normalize(WebhookEvent event) {
        return switch (Payload.of(event)) {
            case Payload.Parsed(var root) -> {
                Outline known = byName.get(nameOf(event.type()));
                yield known == null
                        ? new Normalization.Unknown(others.apply(root))
                        : new Normalization.Known(known.apply(root));
            }
            case Payload.Refused(String reason) -> new Normalization.Unreadable(reason);
        };
    }

    private static String nameOf(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
