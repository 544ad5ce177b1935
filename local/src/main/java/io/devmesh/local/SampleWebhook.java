package io.devmesh.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A small GitHub delivery, and the signature that GitHub would send with it. */
final class SampleWebhook {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String BODY = """
            {
              "action": "opened",
              "issue": {
                "number": 1,
                "title": "Hello from Developer Mesh",
                "state": "open",
                "html_url": "https://github.com/octocat/hello-world/issues/1",
                "created_at": "2026-01-01T00:00:00Z",
                "updated_at": "2026-01-01T00:00:00Z",
                "user": {"login": "octocat"}
              },
              "repository": {
                "name": "hello-world",
                "full_name": "octocat/hello-world",
                "html_url": "https://github.com/octocat/hello-world",
                "owner": {"login": "octocat"}
              },
              "sender": {"login": "octocat"}
            }
            """;

    private final Path file;

    SampleWebhook(Path file) {
        this.file = file;
    }

    void write() throws IOException {
        Files.writeString(file, BODY);
    }

    /** The value of X-Hub-Signature-256. */
    static String signature(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
