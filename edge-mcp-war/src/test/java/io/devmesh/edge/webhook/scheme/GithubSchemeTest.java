package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GithubSchemeTest {
    /** GitHub's own example: docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final String BODY = "Hello, World!";
    private static final String SIGNATURE = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Source SOURCE = Deliveries.source(Provider.GITHUB, List.of(SECRET));

    private final GithubScheme scheme = new GithubScheme();

    @Test
    void acceptsTheSignatureOfGithubsExample() {
        assertThat(isAuthentic("sha256=" + SIGNATURE, List.of(SECRET))).isTrue();
    }

    @Test
    void acceptsEitherOfTwoSecretsWhileOneReplacesTheOther() {
        assertThat(isAuthentic("sha256=" + SIGNATURE, List.of("new", SECRET))).isTrue();
        assertThat(isAuthentic("sha256=" + SIGNATURE, List.of(SECRET, "old"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                SIGNATURE,
                "sha1=" + SIGNATURE,
                "sha256=" + SIGNATURE + "00",
                "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=857107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            })
    void refusesEverythingElse(String header) {
        assertThat(isAuthentic(header, List.of(SECRET))).isFalse();
    }

    @Test
    void refusesTheRightSignatureUnderAnotherSecretOrUnderNone() {
        assertThat(isAuthentic("sha256=" + SIGNATURE, List.of("other"))).isFalse();
        assertThat(isAuthentic("sha256=" + SIGNATURE, List.of())).isFalse();
    }

    @Test
    void labelsADeliveryByItsHeadersAndItsBody() {
        Labels labels = labels(
                delivery(
                        Map.of(
                                "X-GitHub-Event",
                                "pull_request",
                                "X-GitHub-Delivery",
                                "d-1",
                                "Content-Type",
                                "application/json"),
                        "{'other':{'action':'no'},'action':'opened','repository':{'id':1,'full_name':'o/r'},'sender':{'login':'me'}}"));

        assertThat(labels.type()).isEqualTo("pull_request.opened");
        assertThat(labels.deliveryId()).contains(new DeliveryId("d-1"));
        assertThat(labels.repository()).contains("o/r");
        assertThat(labels.actor()).contains("me");
    }

    @Test
    void labelsADeliveryThatComesAsAForm() {
        Labels labels = labels(delivery(
                Map.of("X-GitHub-Event", "issues", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                "payload=%7B%22action%22%3A%22closed%22%7D"));

        assertThat(labels.type()).isEqualTo("issues.closed");
        assertThat(labels.deliveryId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{'action':7}", "{'action':'has spaces'}", "{'repository':null}"})
    void labelsABodyThatSaysNothingByItsHeadersAlone(String body) {
        Labels labels = labels(delivery(Map.of("X-GitHub-Event", "push"), body));

        assertThat(labels.type()).isEqualTo("push");
        assertThat(labels.repository()).isEmpty();
    }

    @Test
    void wantsTheEventHeader() {
        assertThatThrownBy(() -> labels(delivery(Map.of(), "{}")))
                .isInstanceOf(BadDeliveryException.class)
                .hasMessageContaining("X-GitHub-Event");
    }

    @Test
    void refusesADeliveryIdThatCannotBeOne() {
        assertThatThrownBy(() -> labels(delivery(Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "a b"), "{}")))
                .isInstanceOf(BadDeliveryException.class)
                .hasMessageContaining("X-GitHub-Delivery");
    }

    private Labels labels(Delivery delivery) {
        return scheme.labels(delivery, SOURCE);
    }

    private boolean isAuthentic(String header, List<String> secrets) {
        return scheme.isAuthentic(
                Deliveries.of(BODY, "X-Hub-Signature-256", header), Deliveries.source(Provider.GITHUB, secrets), NOW);
    }

    private static Delivery delivery(Map<String, String> headers, String body) {
        return new Delivery(new HashMap<>(headers)::get, body.replace('\'', '"').getBytes(UTF_8));
    }
}
