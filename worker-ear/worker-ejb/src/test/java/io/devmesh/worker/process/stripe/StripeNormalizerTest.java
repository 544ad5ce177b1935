package io.devmesh.worker.process.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StripeNormalizerTest {
    @Test
    void readsAnEvent() {
        NormalizedEvent event = known(
                "payment_intent.succeeded",
                "{'id':'evt_1','object':'event','account':'acct_1','created':1732615200,'type':'payment_intent.succeeded',"
                        + "'data':{'object':{'id':'pi_1','object':'payment_intent','description':'Two chairs'}}}");

        assertThat(event.repository()).isEmpty();
        assertThat(event.actor()).contains("acct_1");
        assertThat(event.ref()).contains("pi_1");
        assertThat(event.subject()).contains("Two chairs");
        assertThat(event.action()).contains("succeeded");
        assertThat(event.occurredAt()).contains(Instant.parse("2024-11-26T10:00:00Z"));
    }

    @Test
    void readsAnEventAboutAThingWithoutADescription() {
        NormalizedEvent event = known(
                "charge.refund.updated",
                "{'object':'event','type':'charge.refund.updated','data':{'object':{'id':'re_1','object':'refund',"
                        + "'description':null}}}");

        assertThat(event.subject()).contains("refund");
        assertThat(event.action()).contains("updated");
    }

    @Test
    void readsAnEventOfTheSecondVersion() {
        NormalizedEvent event = known(
                "v1.billing.meter.error_report_triggered",
                "{'id':'evt_2','object':'v2.core.event','type':'v1.billing.meter.error_report_triggered',"
                        + "'created':'2026-11-26T10:00:00.000Z','related_object':{'id':'mtr_1','type':'billing.meter'}}");

        assertThat(event.ref()).contains("mtr_1");
        assertThat(event.subject()).contains("billing.meter");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsWhatItCanOfWhatOthersSend() {
        Normalization verdict = new StripeNormalizer()
                .normalize(
                        Events.of(Provider.STRIPE, "event", "{'type':'meeting.ended','data':{'object':{'id':'7'}}}"));

        assertThat(((Normalization.Unknown) verdict).event().ref()).contains("7");
    }

    @Test
    void keepsWhatIsNotJson() {
        assertThat(new StripeNormalizer().normalize(Events.of(Provider.STRIPE, "event", "a=b")))
                .isInstanceOf(Normalization.Unknown.class);
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new StripeNormalizer().normalize(Events.of(Provider.STRIPE, type, body))).event();
    }
}
