package io.devmesh.worker.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventSummary;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ForwardBodyTest {
    private static final String ID = "018f3c5e-0000-8000-8000-000000000001";

    @Test
    void isTypeTimeAndTheEventAsAgentsReadIt() {
        JsonNode body = body(event("application/json", "{'number':12345678901234567890.10}", Optional.empty()));

        assertThat(body).isEqualTo(json("""
                {'type':'issues.opened','timestamp':'2026-11-26T11:59:58Z','data':{
                 'id':'018f3c5e-0000-8000-8000-000000000001','source':'acme-github','provider':'github','type':'issues.opened',
                 'status':'processed','repository':'acme/app','actor':'kim','subject':'Broken','action':'opened',
                 'occurred_at':'2026-11-26T11:59:58Z','received_at':'2026-11-26T12:00:00.123456Z','delivery_id':'d-1',
                 'payload':{'number':12345678901234567890.10}}}
                """));
    }

    @Test
    void keepsNumbersAsTheyWere() {
        byte[] bytes = ForwardBody.of(event("application/json", "{'n':12345678901234567890.10}", Optional.empty()));

        assertThat(new String(bytes, UTF_8)).contains("12345678901234567890.10");
    }

    @Test
    void hasWhatTheRulesMadeInPlaceOfTheBody() {
        JsonNode body = body(event("application/json", "{'secret':1}", Optional.of("{\"kept\":2}")));

        assertThat(body.path("data").path("payload")).isEqualTo(json("{'kept':2}"));
    }

    @Test
    void readsTheJsonOfAForm() {
        JsonNode body = body(event("application/x-www-form-urlencoded", "payload=%7B%22a%22%3A1%7D", Optional.empty()));

        assertThat(body.path("data").path("payload")).isEqualTo(json("{'a':1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{'a':1", "{'a':1} trailing", "{'a':1} {}", "{'a':'\u0001'}"})
    void carriesWhatIsNoJsonAsText(String text) {
        JsonNode data = body(event("application/json", text, Optional.empty())).path("data");

        assertThat(data.has("payload")).isFalse();
        assertThat(data.path("raw").stringValue()).isEqualTo(text.replace('\'', '"'));
        assertThat(data.path("raw_encoding").stringValue()).isEqualTo("utf-8");
    }

    @Test
    void carriesWhatIsNoTextAsBase64() {
        byte[] bytes = {'{', '"', (byte) 0xff, '"', '}'};
        JsonNode data = body(event("application/json", bytes, Optional.empty())).path("data");

        assertThat(data.path("raw").stringValue()).isEqualTo("eyL/In0=");
        assertThat(data.path("raw_encoding").stringValue()).isEqualTo("base64");
    }

    private static JsonNode body(ForwardedEvent event) {
        return Json.mapper().readTree(ForwardBody.of(event));
    }

    private static JsonNode json(String text) {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }

    private static ForwardedEvent event(String contentType, String body, Optional<String> data) {
        return event(contentType, body.replace('\'', '"').getBytes(UTF_8), data);
    }

    private static ForwardedEvent event(String contentType, byte[] body, Optional<String> data) {
        NormalizedEvent normalized = new NormalizedEvent(
                Optional.of("acme/app"),
                Optional.of("kim"),
                Optional.empty(),
                Optional.of("Broken"),
                Optional.of("opened"),
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-26T11:59:58Z")));
        EventSummary summary = new EventSummary(
                new EventId(UUID.fromString(ID)),
                "acme-github",
                "github",
                "d-1",
                "issues.opened",
                EventStatus.PROCESSED,
                normalized,
                Instant.parse("2026-11-26T12:00:00.123456Z"),
                Instant.parse("2026-11-26T12:00:01Z"),
                Optional.of("not for targets"));
        return new ForwardedEvent(summary, contentType, "00-x", body, data);
    }
}
