package io.devmesh.edge.webhook.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackSchemeTest {
    /** Slack's own example: docs.slack.dev/authentication/verifying-requests-from-slack. */
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final String TIME = "1531420618";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
            + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
            + "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618);
    private static final Source SOURCE = Deliveries.source(Provider.SLACK, List.of(SECRET));

    private final SlackScheme scheme = new SlackScheme();

    @Test
    void acceptsTheSignatureOfSlacksExample() {
        assertThat(isAuthentic(SIGNATURE, TIME, NOW)).isTrue();
    }

    @Test
    void refusesTheSameAfterFiveMinutes() {
        assertThat(isAuthentic(SIGNATURE, TIME, NOW.plusSeconds(300))).isTrue();
        assertThat(isAuthentic(SIGNATURE, TIME, NOW.plusSeconds(301))).isFalse();
    }

    @Test
    void refusesAnotherTimeOrSignature() {
        assertThat(isAuthentic(SIGNATURE, "1531420619", NOW)).isFalse();
        assertThat(isAuthentic(SIGNATURE.replace("a2", "b2"), TIME, NOW)).isFalse();
        assertThat(isAuthentic("", TIME, NOW)).isFalse();
    }

    @Test
    void answersSlacksQuestionWhetherTheUrlIsOurs() {
        Delivery question = Deliveries.ofJson("{'type':'url_verification','challenge':'3eZbrw'}");

        assertThat(scheme.challenge(question)).contains(new WebhookScheme.Challenge("3eZbrw"));
        assertThat(scheme.challenge(Deliveries.ofJson("{'type':'event_callback','challenge':'x'}")))
                .isEmpty();
    }

    @Test
    void labelsAnEventByWhatIsInsideIt() {
        Labels labels = scheme.labels(
                Deliveries.ofJson(
                        "{'type':'event_callback','event_id':'Ev1','event':{'type':'message','channel':'C1','user':'U1'}}"),
                SOURCE);

        assertThat(labels.type()).isEqualTo("event_callback.message");
        assertThat(labels.deliveryId()).contains(new DeliveryId("Ev1"));
        assertThat(labels.repository()).contains("C1");
        assertThat(labels.actor()).contains("U1");
    }

    @Test
    void labelsASlashCommand() {
        Delivery command = Deliveries.of(BODY, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(scheme.labels(command, SOURCE).type()).isEqualTo("slash_command");
    }

    private boolean isAuthentic(String signature, String time, Instant now) {
        return scheme.isAuthentic(
                Deliveries.of(BODY, "X-Slack-Signature", signature, "X-Slack-Request-Timestamp", time), SOURCE, now);
    }
}
