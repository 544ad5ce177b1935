package io.devmesh.worker.process.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackNormalizerTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void readsAMessage() {
        NormalizedEvent event = known(
                "event_callback.message",
                "{'type':'event_callback','event_id':'Ev1','event_time':1732615200,'event':{'type':'message',"
                        + "'channel':'C1','user':'U1','text':'It is down\\nagain','ts':'1732615200.000100'}}");

        assertThat(event.repository()).contains("C1");
        assertThat(event.actor()).contains("U1");
        assertThat(event.ref()).contains("1732615200.000100");
        assertThat(event.subject()).contains("It is down");
        assertThat(event.action()).contains("message");
        assertThat(event.occurredAt()).contains(Instant.parse("2024-11-26T10:00:00Z"));
    }

    @Test
    void readsAReaction() {
        NormalizedEvent event = known(
                "event_callback.reaction_added",
                "{'type':'event_callback','event':{'type':'reaction_added','user':'U1','reaction':'eyes',"
                        + "'item':{'type':'message','channel':'C1','ts':'1.2'}}}");

        assertThat(event.repository()).contains("C1");
        assertThat(event.ref()).contains("1.2");
        assertThat(event.subject()).contains("eyes");
    }

    @Test
    void readsANewChannel() {
        NormalizedEvent event = known(
                "event_callback.channel_created",
                "{'type':'event_callback','event':{'type':'channel_created','channel':{'id':'C2','name':'incidents'}}}");

        assertThat(event.repository()).contains("C2");
        assertThat(event.subject()).contains("incidents");
    }

    @Test
    void readsAClickOnAButton() {
        String json = "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"channel\":{\"id\":\"C1\"},"
                + "\"message\":{\"ts\":\"1.2\"},\"actions\":[{\"action_id\":\"approve\",\"text\":{\"text\":\"Approve\"}}]}";
        Normalization verdict = new SlackNormalizer()
                .normalize(Events.of(
                        Provider.SLACK,
                        "block_actions",
                        FORM,
                        "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8)));

        NormalizedEvent event = ((Normalization.Known) verdict).event();
        assertThat(event.repository()).contains("C1");
        assertThat(event.actor()).contains("U1");
        assertThat(event.ref()).contains("1.2");
        assertThat(event.subject()).contains("Approve");
        assertThat(event.action()).contains("approve");
    }

    @Test
    void readsASlashCommand() {
        NormalizedEvent event = ((Normalization.Known) command("command=%2Fdeploy&text=shop+to+pr%C3%B6d&user_id=U1"
                        + "&user_name=ann&channel_id=C1&trigger_id=13345224609"))
                .event();

        assertThat(event.repository()).contains("C1");
        assertThat(event.actor()).contains("U1");
        assertThat(event.subject()).contains("/deploy shop to pr\u00f6d");
        assertThat(event.action()).contains("/deploy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text=a", "command=%zz", "command", "{}"})
    void keepsWhatOnlySeemsToBeACommand(String body) {
        assertThat(command(body)).isInstanceOf(Normalization.Unknown.class);
    }

    @Test
    void readsWhatItCanOfAnUnknownType() {
        Normalization verdict = new SlackNormalizer()
                .normalize(Events.of(Provider.SLACK, "app_rate_limited", "{'type':'app_rate_limited'}"));

        assertThat(verdict).isInstanceOf(Normalization.Unknown.class);
    }

    private static Normalization command(String form) {
        return new SlackNormalizer().normalize(Events.of(Provider.SLACK, "slash_command", FORM, form));
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new SlackNormalizer().normalize(Events.of(Provider.SLACK, type, body))).event();
    }
}
