package io.devmesh.worker.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.source.SigningSecret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature {@code v1} of Standard Webhooks 1.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): HMAC-SHA256 over id, time and
 * body.
 */
final class ForwardSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private ForwardSignature() {}

    /** The value of the header {@code webhook-signature}. */
    static String of(SigningSecret secret, String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update((id + "." + seconds + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
