package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceSettings;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Deliveries and sources for tests of schemes. */
final class Deliveries {
    private Deliveries() {}

    static Delivery of(String body, String... headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], headers[i + 1]);
        }
        return new Delivery(byName::get, body.getBytes(UTF_8));
    }

    /** {@code body} in JSON with single quotes. */
    static Delivery ofJson(String body, String... headers) {
        return of(body.replace('\'', '"'), headers);
    }

    static Source source(Provider provider, List<String> secrets) {
        return source(provider, secrets, "{}");
    }

    /** {@code settings} in JSON with single quotes. */
    static Source source(Provider provider, List<String> secrets, String settings) {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(settings.replace('\'', '"'));
        return new Source(
                new SourceName("s"),
                new TenantId(new UUID(0, 1)),
                provider,
                secrets,
                SourceSettings.of(json),
                Processing.standard());
    }
}
