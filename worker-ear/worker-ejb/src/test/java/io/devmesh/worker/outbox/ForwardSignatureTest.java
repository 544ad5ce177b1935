package io.devmesh.worker.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.source.SigningSecret;
import org.junit.jupiter.api.Test;

class ForwardSignatureTest {
    /** The example of the libraries of Standard Webhooks. */
    @Test
    void makesThePublishedSignature() {
        assertThat(ForwardSignature.of(
                        SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330L,
                        "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
