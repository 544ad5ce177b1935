package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.SourceSettings;
import java.util.Optional;

/** Labels of senders that are nobody's product: the source's settings say where they stand. */
final class OwnLabels {
    private static final String TYPE = "type";

    private OwnLabels() {}

    static Labels of(Delivery delivery, SourceSettings settings) {
        String field = settings.typeField().orElse(TYPE);
        Optional<String> type = settings.typeHeader().isPresent()
                ? delivery.header(settings.typeHeader().get())
                : JsonPeek.at(field).into(delivery).text(field);
        return new Labels(
                settings.idHeader().flatMap(header -> Names.id(delivery, header)),
                Names.type(type).orElse(Names.UNNAMED),
                Optional.empty(),
                Optional.empty());
    }
}
