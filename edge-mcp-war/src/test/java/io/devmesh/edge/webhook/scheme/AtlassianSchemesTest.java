package io.devmesh.edge.webhook.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bitbucket and Jira, which sign alike. */
class AtlassianSchemesTest {
    /** Atlassian's own example: developer.atlassian.com/cloud/jira/platform/webhooks, and the same for Bitbucket. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final String BODY = "Hello World!";
    private static final String SIGNATURE = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<WebhookScheme> schemes() {
        return Stream.of(new BitbucketScheme(), new BitbucketDataCenterScheme(), new JiraScheme());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void acceptsTheSignatureOfAtlassiansExample(WebhookScheme scheme) {
        assertThat(isAuthentic(scheme, SIGNATURE, SECRET)).isTrue();
        assertThat(isAuthentic(scheme, SIGNATURE, "new", SECRET)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void refusesEverythingElse(WebhookScheme scheme) {
        assertThat(isAuthentic(scheme, SIGNATURE, "other")).isFalse();
        assertThat(isAuthentic(scheme, SIGNATURE.replace("a477", "b477"), SECRET))
                .isFalse();
        assertThat(isAuthentic(scheme, SIGNATURE.substring("sha256=".length()), SECRET))
                .isFalse();
        assertThat(isAuthentic(scheme, "", SECRET)).isFalse();
        assertThat(isAuthentic(scheme, SIGNATURE)).isFalse();
    }

    @Test
    void labelsADeliveryOfBitbucketCloud() {
        Labels labels = new BitbucketScheme()
                .labels(
                        Deliveries.ofJson(
                                "{'actor':{'nickname':'ann'},'repository':{'full_name':'team/app'}}",
                                "X-Event-Key",
                                "pullrequest:created",
                                "X-Request-UUID",
                                "u-1"),
                        source(Provider.BITBUCKET));

        assertThat(labels.type()).isEqualTo("pullrequest.created");
        assertThat(labels.deliveryId()).contains(new DeliveryId("u-1"));
        assertThat(labels.repository()).contains("team/app");
        assertThat(labels.actor()).contains("ann");
    }

    @Test
    void labelsADeliveryOfBitbucketDataCenterByTheTargetOfThePullRequest() {
        Labels labels = new BitbucketDataCenterScheme()
                .labels(
                        Deliveries.ofJson(
                                "{'actor':{'name':'ann'},'pullRequest':{'toRef':{'repository':{'slug':'app','project':{'key':'OPS'}}}}}",
                                "X-Event-Key",
                                "pr:opened",
                                "X-Request-Id",
                                "r-1"),
                        source(Provider.BITBUCKET_DC));

        assertThat(labels.type()).isEqualTo("pr.opened");
        assertThat(labels.deliveryId()).contains(new DeliveryId("r-1"));
        assertThat(labels.repository()).contains("OPS/app");
        assertThat(labels.actor()).contains("ann");
    }

    @Test
    void labelsADeliveryOfJiraByTheIdThatRetriesShare() {
        Labels labels = new JiraScheme()
                .labels(
                        Deliveries.ofJson(
                                "{'webhookEvent':'jira:issue_updated','user':{'displayName':'Ann'},'issue':{'fields':{'project':{'key':'OPS'}}}}",
                                "X-Atlassian-Webhook-Identifier",
                                "w-1"),
                        source(Provider.JIRA));

        assertThat(labels.type()).isEqualTo("issue_updated");
        assertThat(labels.deliveryId()).contains(new DeliveryId("w-1"));
        assertThat(labels.repository()).contains("OPS");
        assertThat(labels.actor()).contains("Ann");
    }

    @Test
    void wantsToKnowWhatHappened() {
        assertThatThrownBy(() -> new BitbucketScheme().labels(Deliveries.of("{}"), source(Provider.BITBUCKET)))
                .isInstanceOf(BadDeliveryException.class)
                .hasMessageContaining("X-Event-Key");
        assertThatThrownBy(() -> new JiraScheme().labels(Deliveries.of("{}"), source(Provider.JIRA)))
                .isInstanceOf(BadDeliveryException.class)
                .hasMessageContaining("webhookEvent");
    }

    private static boolean isAuthentic(WebhookScheme scheme, String signature, String... secrets) {
        return scheme.isAuthentic(
                Deliveries.of(BODY, "X-Hub-Signature", signature),
                Deliveries.source(scheme.provider(), List.of(secrets)),
                NOW);
    }

    private static Source source(Provider provider) {
        return Deliveries.source(provider, List.of(SECRET));
    }
}
