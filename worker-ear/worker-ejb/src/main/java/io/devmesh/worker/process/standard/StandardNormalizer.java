package io.devmesh.worker.process.standard;

import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.page;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Field;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import tools.jackson.databind.JsonNode;

/**
 * Knows events by their form: {@code type} and an object {@code data}, of which it takes what nearly everybody calls so. Senders need not
 * follow it, nor send JSON.
 */
@ApplicationScoped
class StandardNormalizer implements EventNormalizer {
    private static final Outline EVENT = Outline.of(Field.NONE, Field.NONE)
            .ref(at("/data/id"))
            .subject(at("/data/title", "/data/subject", "/data/name", "/data/description"))
            .action(at("/type").map(StandardNormalizer::action))
            .url(page("/data/html_url", "/data/url"))
            .moment("/timestamp");

    @Override
    public Provider provider() {
        return Provider.STANDARD_WEBHOOKS;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return switch (Payload.of(event)) {
            case Payload.Parsed(var root) ->
                followsTheStandard(root)
                        ? new Normalization.Known(EVENT.apply(root))
                        : new Normalization.Unknown(EVENT.apply(root));
            case Payload.Refused refused -> new Normalization.Unknown(NormalizedEvent.of(event));
        };
    }

    private static boolean followsTheStandard(JsonNode root) {
        return root.path("type").isString() && root.path("data").isObject();
    }

    /** {@code paid} of {@code invoice.paid}. */
    private static String action(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
