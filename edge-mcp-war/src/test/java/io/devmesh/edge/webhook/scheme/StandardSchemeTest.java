package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardSchemeTest {
    /** The example of the libraries of Standard Webhooks. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIME = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final Source SOURCE = Deliveries.source(Provider.STANDARD_WEBHOOKS, List.of(SECRET));

    private final StandardScheme scheme = new StandardScheme();

    @ParameterizedTest
    @ValueSource(strings = {"webhook-", "svix-"})
    void acceptsThePublishedExampleUnderBothNames(String prefix) {
        assertThat(scheme.isAuthentic(delivery(prefix, TIME, SIGNATURE), SOURCE, NOW))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v1,AAAA " + SIGNATURE, SIGNATURE + " v1,AAAA", "v1a,AAAA " + SIGNATURE, "v2,x " + SIGNATURE})
    void acceptsOneGoodSignatureOfSeveral(String signatures) {
        assertThat(scheme.isAuthentic(delivery("webhook-", TIME, signatures), SOURCE, NOW))
                .isTrue();
    }

    @Test
    void acceptsTheOldSecretBesideTheNew() {
        Source both = Deliveries.source(Provider.STANDARD_WEBHOOKS, List.of("whsec_AAAA", SECRET));

        assertThat(scheme.isAuthentic(delivery("webhook-", TIME, SIGNATURE), both, NOW))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v1,",
                "v1,!!",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void refusesEverythingElse(String signature) {
        assertThat(scheme.isAuthentic(delivery("webhook-", TIME, signature), SOURCE, NOW))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 100_000})
    void refusesATimeThatIsNotNear(long secondsLater) {
        assertThat(scheme.isAuthentic(
                        delivery("webhook-", TIME, SIGNATURE), SOURCE, NOW.plus(Duration.ofSeconds(secondsLater))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1614265331", "", "now", "9999999999999999999"})
    void refusesAnotherTimeThanTheSignedOne(String time) {
        assertThat(scheme.isAuthentic(delivery("webhook-", time, SIGNATURE), SOURCE, NOW))
                .isFalse();
    }

    @Test
    void acceptsASignatureByAPrivateKey() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        String publicKey = "whpk_"
                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update((ID + "." + TIME + "." + BODY).getBytes(UTF_8));
        String signature = "v1a," + Base64.getEncoder().encodeToString(signer.sign());
        Source source = Deliveries.source(Provider.STANDARD_WEBHOOKS, List.of(publicKey));

        assertThat(scheme.isAuthentic(delivery("webhook-", TIME, signature), source, NOW))
                .isTrue();
        assertThat(scheme.isAuthentic(delivery("webhook-", "1614265331", signature), source, NOW))
                .isFalse();
    }

    @Test
    void neverUsesAPublicKeyAsASecret() {
        Source source = Deliveries.source(Provider.STANDARD_WEBHOOKS, List.of("whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(scheme.isAuthentic(delivery("webhook-", TIME, SIGNATURE), source, NOW))
                .isFalse();
    }

    @Test
    void labelsADeliveryByItsIdAndType() {
        Labels labels = scheme.labels(
                Deliveries.ofJson("{'type':'invoice.paid'}", "webhook-signature", "x", "webhook-id", ID), SOURCE);

        assertThat(labels.type()).isEqualTo("invoice.paid");
        assertThat(labels.deliveryId()).contains(new DeliveryId(ID));
    }

    private static Delivery delivery(String prefix, String time, String signature) {
        return Deliveries.of(BODY, prefix + "id", ID, prefix + "timestamp", time, prefix + "signature", signature);
    }
}
