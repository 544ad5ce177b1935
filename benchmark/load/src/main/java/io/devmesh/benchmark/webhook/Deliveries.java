package io.devmesh.benchmark.webhook;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.RequestSource;
import io.devmesh.benchmark.sample.SampleBody;
import io.devmesh.benchmark.servers.Access;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed deliveries of GitHub. All have one body, so that the signature needs to be made only once; the door can't know
 * and verifies each. The delivery id, which is what makes an event new, is another one each time.
 */
final class Deliveries {
    private static final String ALGORITHM = "HmacSHA256";

    private final HttpPost request;
    private final byte[] idInIt;

    Deliveries(Access access, int port, int bodyBytes) {
        byte[] body = SampleBody.of(2).json(bodyBytes).getBytes(StandardCharsets.UTF_8);
        String id = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitHub-Hookshot/benchmark");
        headers.put("X-GitHub-Event", "issues");
        headers.put("X-GitHub-Delivery", id);
        headers.put("X-Hub-Signature-256", signature(access.secret(), body));
        String path = "/webhooks/" + access.source().name();
        this.request = HttpPost.post(port, path, headers, body);
        this.idInIt = id.getBytes(StandardCharsets.US_ASCII);
    }

    /** To look at the answer; the id is never used again. */
    HttpPost first() {
        return request;
    }

    /** For one connection. */
    RequestSource source() {
        byte[] bytes = request.bytes();
        int at = indexOf(bytes, idInIt);
        return () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            byte[] id =
                    new UUID(random.nextLong(), random.nextLong()).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(id, 0, bytes, at, id.length);
            return bytes;
        };
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
