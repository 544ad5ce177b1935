package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes whose providers publish no example; the signatures here were made with another implementation of HMAC. */
class OtherSchemesTest {
    private static final String SECRET = "s3cret";
    private static final Instant NOW = Instant.ofEpochSecond(1_492_774_577);

    @Test
    void acceptsAnyOfPagerDutysSignatures() {
        PagerDutyScheme scheme = new PagerDutyScheme();
        String good = "v1=352991ebcbce339cc66a2794cf09fe782c95f38e7988e48bda8ded984a11311c";
        String body = "{\"event\":{}}";
        Source source = Deliveries.source(Provider.PAGERDUTY, List.of(SECRET));

        assertThat(List.of(good, good + ",v1=00", "v1=00, " + good))
                .allMatch(header ->
                        scheme.isAuthentic(Deliveries.of(body, "X-PagerDuty-Signature", header), source, NOW));
        assertThat(List.of("", "v1=", "v1=00", good.substring(3), good.replace("v1", "v2")))
                .noneMatch(header ->
                        scheme.isAuthentic(Deliveries.of(body, "X-PagerDuty-Signature", header), source, NOW));
    }

    @Test
    void labelsADeliveryOfPagerDuty() {
        Labels labels = new PagerDutyScheme()
                .labels(
                        Deliveries.ofJson(
                                "{'event':{'id':'E1','event_type':'incident.triggered','agent':{'summary':'Ann'},"
                                        + "'data':{'service':{'summary':'Shop'}}}}"),
                        Deliveries.source(Provider.PAGERDUTY, List.of(SECRET)));

        assertThat(labels.type()).isEqualTo("incident.triggered");
        assertThat(labels.deliveryId()).contains(new DeliveryId("E1"));
        assertThat(labels.repository()).contains("Shop");
        assertThat(labels.actor()).contains("Ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t=1492774577,v1=GOOD|true",
                "t=1492774577,v0=00,v1=00,v1=GOOD|true",
                "t=1492774578,v1=GOOD|false",
                "v1=GOOD|false",
                "t=1492774577,v0=GOOD|false",
                "t=1492774577|false"
            })
    void checksStripesTimeAndSignature(String header, boolean authentic) {
        String signature = "7656fc2882a7ca0a651666b36bf2f2f22ee204f54f608f227498a2419f2890b2";
        Delivery delivery = Deliveries.of("{\"id\":\"evt_1\"}", "Stripe-Signature", header.replace("GOOD", signature));

        Source source = Deliveries.source(Provider.STRIPE, List.of("whsec_test"));
        assertThat(new StripeScheme().isAuthentic(delivery, source, NOW)).isEqualTo(authentic);
        assertThat(new StripeScheme().isAuthentic(delivery, source, NOW.plusSeconds(301)))
                .isFalse();
    }

    @Test
    void checksTheSignatureOfHarness() {
        HarnessScheme scheme = new HarnessScheme();
        String body = "{\"trigger\":\"branch_created\"}";
        String good = "6882bdada6d43784b6b30f30b24c03ac3dbc854ddc6ee6a54811d2dea968ff53";
        Source source = Deliveries.source(Provider.HARNESS, List.of(SECRET));

        assertThat(scheme.isAuthentic(Deliveries.of(body, "X-Harness-Signature", good), source, NOW))
                .isTrue();
        assertThat(scheme.isAuthentic(Deliveries.of(body + " ", "X-Harness-Signature", good), source, NOW))
                .isFalse();
        assertThat(scheme.labels(Deliveries.of(body), source).type()).isEqualTo("branch_created");
    }

    @Test
    void takesJfrogsHeaderForWhatTheSourceSaysThatItIs() {
        JfrogScheme scheme = new JfrogScheme();
        String body = "{\"domain\":\"artifact\"}";
        Delivery token = Deliveries.of(body, "X-JFrog-Event-Auth", SECRET);
        Delivery signed = Deliveries.of(
                body, "X-JFrog-Event-Auth", "279e4d36b59bf4215d837354143b51f2a124bf3493471059f44c33bb7fa55058");
        Source byToken = Deliveries.source(Provider.JFROG, List.of(SECRET));
        Source bySignature = Deliveries.source(Provider.JFROG, List.of(SECRET), "{'signs':true}");

        assertThat(scheme.isAuthentic(token, byToken, NOW)).isTrue();
        assertThat(scheme.isAuthentic(signed, bySignature, NOW)).isTrue();
        assertThat(scheme.isAuthentic(signed, byToken, NOW)).isFalse();
        assertThat(scheme.isAuthentic(token, bySignature, NOW)).isFalse();
    }

    @Test
    void labelsADeliveryOfJfrog() {
        Labels labels = new JfrogScheme()
                .labels(
                        Deliveries.ofJson("{'domain':'artifact','event_type':'deployed','data':{'repo_key':'libs'}}"),
                        Deliveries.source(Provider.JFROG, List.of(SECRET)));

        assertThat(labels.type()).isEqualTo("artifact.deployed");
        assertThat(labels.repository()).contains("libs");
        assertThat(labels.deliveryId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'digest':'sha1','signature_prefix':'sha1='}|X-Webhook-Signature|sha1=e7e0225292f975eab7d48999ea520020ef91b18d",
                "{'digest':'sha512','encoding':'base64','signature_header':'X-Sign'}|X-Sign|gh4+dZArJViBYoPjR8cerPVwdDbTw1AmT2J2cMZY8Hd/wvcXCTy3N+085h1l89WLkrUS74iUUzk8hlAncHpkKA=="
            })
    void checksWhateverHmacTheSourceDescribes(String settings, String header, String signature) {
        Source source = Deliveries.source(Provider.HMAC, List.of(SECRET), settings);
        HmacScheme scheme = new HmacScheme();

        assertThat(scheme.isAuthentic(Deliveries.of("{}", header, signature), source, NOW))
                .isTrue();
        assertThat(scheme.isAuthentic(Deliveries.of("{ }", header, signature), source, NOW))
                .isFalse();
        assertThat(scheme.isAuthentic(
                        Deliveries.of("{}", header, signature), Deliveries.source(Provider.HMAC, List.of(SECRET)), NOW))
                .isFalse();
    }

    @Test
    void findsLabelsWhereTheSourceSays() {
        Source byHeaders =
                Deliveries.source(Provider.BEARER, List.of(SECRET), "{'id_header':'X-Id','type_header':'X-Type'}");
        Source byField = Deliveries.source(Provider.BEARER, List.of(SECRET), "{'type_field':'meta.kind'}");
        Delivery delivery = Deliveries.ofJson("{'meta':{'kind':'b'},'type':'c'}", "X-Id", "i", "X-Type", "a");
        BearerScheme scheme = new BearerScheme();

        assertThat(scheme.labels(delivery, byHeaders).type()).isEqualTo("a");
        assertThat(scheme.labels(delivery, byHeaders).deliveryId()).contains(new DeliveryId("i"));
        assertThat(scheme.labels(delivery, byField).type()).isEqualTo("b");
        assertThat(scheme.labels(delivery, Deliveries.source(Provider.BEARER, List.of(SECRET)))
                        .type())
                .isEqualTo("c");
    }

    @Test
    void refusesAnIdThatCannotBeOne() {
        Source source = Deliveries.source(Provider.BEARER, List.of(SECRET), "{'id_header':'X-Id'}");

        assertThatThrownBy(() -> new BearerScheme().labels(Deliveries.of("{}", "X-Id", "a b"), source))
                .isInstanceOf(BadDeliveryException.class)
                .hasMessageContaining("X-Id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer  s3cret"})
    void acceptsTheToken(String header) {
        assertThat(bearer(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "Bearer", "Bearer other", "Bearer s3cret2", "Basic s3cret"})
    void refusesAnotherToken(String header) {
        assertThat(bearer(header)).isFalse();
    }

    @Test
    void checksUserAndPassword() {
        BasicScheme scheme = new BasicScheme();
        Source source = Deliveries.source(Provider.BASIC, List.of("ann:pass:word"));

        assertThat(scheme.isAuthentic(Deliveries.of("{}", "Authorization", basic("ann:pass:word")), source, NOW))
                .isTrue();
        assertThat(List.of(basic("ann:other"), basic(""), "Basic !!", "Basic", ""))
                .noneMatch(header -> scheme.isAuthentic(Deliveries.of("{}", "Authorization", header), source, NOW));
    }

    private static boolean bearer(String header) {
        return new BearerScheme()
                .isAuthentic(
                        Deliveries.of("{}", "Authorization", header),
                        Deliveries.source(Provider.BEARER, List.of(SECRET)),
                        NOW);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
