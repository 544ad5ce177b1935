package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whoever signs the body with HMAC: the source's settings say in which header, how written, and with which digest. */
@ApplicationScoped
class HmacScheme implements WebhookScheme {
    @Override
    public Provider provider() {
        return Provider.HMAC;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        SourceSettings settings = source.settings();
        Optional<String> text = Encoded.after(
                settings.signaturePrefix(),
                delivery.header(settings.signatureHeader().orElse("X-Webhook-Signature")));
        List<byte[]> signatures = switch (settings.encoding()) {
            case HEX -> Encoded.hex(text);
            case BASE64 -> Encoded.base64(text);
        };
        List<byte[]> keys =
                source.secrets().stream().map(secret -> secret.getBytes(UTF_8)).toList();
        return HmacSignature.matches(settings.digest().hmac(), signatures, keys, delivery.body());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        return OwnLabels.of(delivery, source.settings());
    }
}
