package io.devmesh.worker.process.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardNormalizerTest {
    @Test
    void readsAnEvent() {
        NormalizedEvent event = ((Normalization.Known) normalize("{'type':'invoice.paid',"
                        + "'timestamp':'2026-11-26T10:00:00.344522Z',"
                        + "'data':{'id':'in_1','title':'Two chairs','url':'https://shop.test/in_1'}}"))
                .event();

        assertThat(event.ref()).contains("in_1");
        assertThat(event.subject()).contains("Two chairs");
        assertThat(event.action()).contains("paid");
        assertThat(event.url()).contains("https://shop.test/in_1");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00.344522Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'timestamp':'2026-11-26T10:00:00Z'}",
                "{'timestamp':'2026-11-26T10:00:00Z','type':'a','data':[]}"
            })
    void readsWhatItCanOfAnotherForm(String body) {
        assertThat(((Normalization.Unknown) normalize(body)).event().occurredAt())
                .contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void makesNoPageOfAnAddressThatIsNone() {
        Normalization verdict = normalize("{'type':'a','data':{'url':'javascript:alert(1)'}}");

        assertThat(((Normalization.Known) verdict).event().url()).isEmpty();
    }

    @Test
    void keepsWhatIsNotJson() {
        assertThat(normalize("<xml/>")).isInstanceOf(Normalization.Unknown.class);
    }

    private static Normalization normalize(String body) {
        return new StandardNormalizer().normalize(Events.of(Provider.STANDARD_WEBHOOKS, "event", body));
    }
}
