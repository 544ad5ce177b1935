package io.devmesh.worker.process.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PagerDutyNormalizerTest {
    @Test
    void readsAnIncident() {
        NormalizedEvent event = known(
                "incident.triggered",
                "{'id':'PI','type':'incident','html_url':'https://acme.pagerduty.test/incidents/PI','number':12,"
                        + "'status':'triggered','title':'It is down','service':{'id':'PS','summary':'Shop'}}");

        assertThat(event.repository()).contains("Shop");
        assertThat(event.actor()).contains("Ann");
        assertThat(event.ref()).contains("#12");
        assertThat(event.subject()).contains("It is down");
        assertThat(event.action()).contains("triggered");
        assertThat(event.url()).contains("https://acme.pagerduty.test/incidents/PI");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00.500Z"));
    }

    @Test
    void readsANoteOnAnIncident() {
        NormalizedEvent event = known(
                "incident.annotated",
                "{'id':'PN','type':'incident_note','content':'On it','incident':{'id':'PI','summary':'It is down',"
                        + "'html_url':'https://acme.pagerduty.test/incidents/PI'}}");

        assertThat(event.ref()).contains("PI");
        assertThat(event.subject()).contains("On it");
        assertThat(event.action()).contains("annotated");
        assertThat(event.url()).contains("https://acme.pagerduty.test/incidents/PI");
    }

    @Test
    void readsAService() {
        NormalizedEvent event = known(
                "service.updated",
                "{'id':'PS','type':'service','summary':'Shop','html_url':'https://acme.pagerduty.test/services/PS'}");

        assertThat(event.repository()).contains("Shop");
        assertThat(event.subject()).contains("Shop");
        assertThat(event.url()).contains("https://acme.pagerduty.test/services/PS");
        assertThat(event.occurredAt()).isPresent();
    }

    @Test
    void readsWhatItCanOfAnUnknownEvent() {
        Normalization verdict = new PagerDutyNormalizer()
                .normalize(Events.of(Provider.PAGERDUTY, "pagey.ping", body("pagey.ping", "{'message':'Hello'}")));

        assertThat(((Normalization.Unknown) verdict).event().action()).contains("ping");
    }

    private static NormalizedEvent known(String type, String data) {
        return ((Normalization.Known)
                        new PagerDutyNormalizer().normalize(Events.of(Provider.PAGERDUTY, type, body(type, data))))
                .event();
    }

    private static String body(String type, String data) {
        return "{'event':{'id':'01','event_type':'" + type + "','occurred_at':'2026-11-26T10:00:00.500Z',"
                + "'agent':{'id':'PU','summary':'Ann','type':'user_reference'},'data':" + data + "}}";
    }
}
