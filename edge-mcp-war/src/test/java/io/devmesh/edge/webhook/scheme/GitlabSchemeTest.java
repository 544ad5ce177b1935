package io.devmesh.edge.webhook.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitlabSchemeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final Source BY_TOKEN = Deliveries.source(Provider.GITLAB, List.of("a token"));

    /** The example of Standard Webhooks, whose signature GitLab uses. */
    private static final Source BY_SIGNATURE =
            Deliveries.source(Provider.GITLAB, List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "{'signs':true}");

    private final GitlabScheme scheme = new GitlabScheme();

    @Test
    void acceptsTheSourcesToken() {
        assertThat(scheme.isAuthentic(Deliveries.of("{}", "X-Gitlab-Token", "a token"), BY_TOKEN, NOW))
                .isTrue();
    }

    @Test
    void refusesEveryOtherToken() {
        assertThat(scheme.isAuthentic(Deliveries.of("{}", "X-Gitlab-Token", "a tokem"), BY_TOKEN, NOW))
                .isFalse();
        assertThat(scheme.isAuthentic(Deliveries.of("{}"), BY_TOKEN, NOW)).isFalse();
    }

    @Test
    void acceptsASignatureWhereTheSourceSigns() {
        assertThat(scheme.isAuthentic(signed(), BY_SIGNATURE, NOW)).isTrue();
    }

    @Test
    void neverTakesTheTokenWhereTheSourceSigns() {
        Delivery token = Deliveries.of("{}", "X-Gitlab-Token", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(scheme.isAuthentic(token, BY_SIGNATURE, NOW)).isFalse();
    }

    @Test
    void labelsADeliveryByItsBody() {
        Labels labels = scheme.labels(
                Deliveries.ofJson(
                        "{'object_kind':'merge_request','user':{'username':'ann'},'project':{'path_with_namespace':'team/app'},"
                                + "'object_attributes':{'action':'open'}}",
                        "X-Gitlab-Event",
                        "Merge Request Hook",
                        "Idempotency-Key",
                        "k-1"),
                BY_TOKEN);

        assertThat(labels.type()).isEqualTo("merge_request.open");
        assertThat(labels.deliveryId()).contains(new DeliveryId("k-1"));
        assertThat(labels.repository()).contains("team/app");
        assertThat(labels.actor()).contains("ann");
    }

    @Test
    void labelsABodyThatSaysNothingByItsHeader() {
        Labels labels = scheme.labels(Deliveries.of("[]", "X-Gitlab-Event", "Merge Request Hook"), BY_TOKEN);

        assertThat(labels.type()).isEqualTo("merge_request");
    }

    @Test
    void doesNotTakeTheEventsUuidForTheDeliverysId() {
        Labels labels = scheme.labels(
                Deliveries.of("{}", "X-Gitlab-Event", "Push Hook", "X-Gitlab-Event-UUID", "shared"), BY_TOKEN);

        assertThat(labels.deliveryId()).isEmpty();
    }

    private static Delivery signed() {
        return Deliveries.of(
                "{\"test\": 2432232314}",
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
