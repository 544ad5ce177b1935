package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.source.Source;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The signature of Standard Webhooks 1.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
 * over id, time and body, by HMAC-SHA256 under a secret ({@code whsec_…}) or by Ed25519 under a public key ({@code whpk_…}).
 *
 * @param prefix of the three headers
 */
record StandardSignature(String prefix) {
    static final StandardSignature WEBHOOK = new StandardSignature("webhook-");
    static final StandardSignature SVIX = new StandardSignature("svix-");

    private static final String SECRET = "whsec_";
    private static final String PUBLIC_KEY = "whpk_";

    /** What stands before the 32 bytes of a key in X.509 (RFC 8410). */
    private static final byte[] ED25519 = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    boolean isPresent(Delivery delivery) {
        return delivery.header(prefix + "signature").isPresent();
    }

    boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        Optional<String> id = delivery.header(prefix + "id");
        Optional<String> time = delivery.header(prefix + "timestamp");
        if (id.isEmpty() || !SignedTime.isNear(time, now, source.settings().tolerance())) {
            return false;
        }
        byte[] head = (id.get() + "." + time.get() + ".").getBytes(UTF_8);
        boolean matched = HmacSignature.matches(
                HmacSignature.SHA256, signatures(delivery, "v1,"), secrets(source), head, delivery.body());
        for (byte[] key : publicKeys(source)) {
            for (byte[] signature : signatures(delivery, "v1a,")) {
                matched |= verifies(key, signature, head, delivery.body());
            }
        }
        return matched;
    }

    private List<byte[]> signatures(Delivery delivery, String version) {
        return Arrays.stream(delivery.header(prefix + "signature").orElse("").split(" ", -1))
                .filter(one -> one.startsWith(version))
                .flatMap(one -> Encoded.base64(Optional.of(one.substring(version.length()))).stream())
                .toList();
    }

    private static List<byte[]> secrets(Source source) {
        return source.secrets().stream()
                .filter(secret -> !secret.startsWith(PUBLIC_KEY))
                .map(secret -> secret.startsWith(SECRET) ? secret.substring(SECRET.length()) : secret)
                .flatMap(secret -> Encoded.base64(Optional.of(secret)).stream())
                .filter(key -> key.length > 0)
                .toList();
    }

    private static List<byte[]> publicKeys(Source source) {
        return source.secrets().stream()
                .flatMap(secret -> Encoded.base64(Encoded.after(PUBLIC_KEY, Optional.of(secret))).stream())
                .toList();
    }

    private static boolean verifies(byte[] key, byte[] signature, byte[] head, byte[] body) {
        try {
            byte[] encoded = joined(ED25519, key);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(head);
            verifier.update(body);
            return verifier.verify(signature);
        } catch (GeneralSecurityException noKeyOrSignature) {
            return false;
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
