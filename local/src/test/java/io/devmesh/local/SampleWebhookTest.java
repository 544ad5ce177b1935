package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWebhookTest {
    @Test
    void theSignatureIsThatOfTheWrittenFile(@TempDir Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("sample.json");
        new SampleWebhook(file).write();

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(Files.readAllBytes(file)));

        assertThat(SampleWebhook.signature("secret")).isEqualTo(expected);
        assertThat(Json.mapper()
                        .readTree(Files.readString(file))
                        .at("/repository/full_name")
                        .asString())
                .isEqualTo("octocat/hello-world");
    }
}
