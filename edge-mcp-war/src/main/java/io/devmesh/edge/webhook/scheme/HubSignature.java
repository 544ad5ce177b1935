package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Source;

/** {@code X-Hub-Signature: sha256=…}, as WebSub has it and Atlassian's products send it: HMAC-SHA256 over the body. */
final class HubSignature {
    private HubSignature() {}

    static boolean isAuthentic(Delivery delivery, Source source) {
        return HmacSignature.matches(
                Encoded.hex(Encoded.after("sha256=", delivery.header("X-Hub-Signature"))),
                source.secrets(),
                delivery.body());
    }
}
