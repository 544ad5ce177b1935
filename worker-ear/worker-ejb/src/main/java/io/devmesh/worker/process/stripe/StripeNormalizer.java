package io.devmesh.worker.process.stripe;

import static io.devmesh.worker.process.payload.Field.at;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Field;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Knows events by their form, because others sign like Stripe and send something else, which need not be JSON. */
@ApplicationScoped
class StripeNormalizer implements EventNormalizer {
    private static final String THING = "/data/object";
    private static final Set<String> FORMS = Set.of("event", "v2.core.event");

    private static final Outline EVENT = Outline.of(Field.NONE, at("/account", "/context"))
            .ref(at(THING + "/id", "/related_object/id"))
            .subject(at(
                    THING + "/description",
                    THING + "/name",
                    THING + "/number",
                    THING + "/email",
                    THING + "/object",
                    "/related_object/type"))
            .action(at("/type").map(StripeNormalizer::action))
            .moment("/created");

    @Override
    public Provider provider() {
        return Provider.STRIPE;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return switch (Payload.of(event)) {
            case Payload.Parsed(var root) ->
                isEvent(root)
                        ? new Normalization.Known(EVENT.apply(root))
                        : new Normalization.Unknown(EVENT.apply(root));
            case Payload.Refused refused -> new Normalization.Unknown(NormalizedEvent.of(event));
        };
    }

    private static boolean isEvent(JsonNode root) {
        return FORMS.contains(root.path("object").asString(""))
                && root.path("type").isString();
    }

    /** {@code succeeded} of {@code payment_intent.succeeded}. */
    private static String action(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
