package io.devmesh.worker.process.github;

import static io.devmesh.worker.process.github.Deliveries.FORM;
import static io.devmesh.worker.process.github.Deliveries.JSON;
import static io.devmesh.worker.process.github.Deliveries.normalize;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.worker.process.Normalization;
import java.net.URLEncoder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final String PING = "{\"zen\": \"Größe & Maß = 100 %+1 🚀\", \"sender\": {\"login\": \"ada\"}}";

    @Test
    void readsJson() {
        assertThat(event(JSON, PING.getBytes(UTF_8)).subject()).contains("Größe & Maß = 100 %+1 🚀");
    }

    @Test
    void readsJsonWhateverElseTheContentTypeSays() {
        assertThat(event("", PING.getBytes(UTF_8)).actor()).contains("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%s", "payload=%s&a=b", "a=b&payload=%s", "xpayload=1&payload=%s&payload="})
    void readsAForm(String form) {
        byte[] body = form.formatted(URLEncoder.encode(PING, UTF_8)).getBytes(UTF_8);

        assertThat(event(FORM, body).subject()).contains("Größe & Maß = 100 %+1 🚀");
        assertThat(event("Application/X-WWW-Form-URLencoded; charset=utf-8", body)
                        .actor())
                .contains("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "payload", "a=b", "xpayload={}", "{}"})
    void refusesAFormWithoutTheField(String form) {
        assertThat(normalize("ping", FORM, form.getBytes(UTF_8)))
                .isEqualTo(unreadable("the form has no URL-encoded field named payload"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%", "payload=%7", "payload=%zz", "payload=%-1"})
    void refusesAFormThatIsNotEncoded(String form) {
        assertThat(normalize("ping", FORM, form.getBytes(UTF_8)))
                .isEqualTo(unreadable("the form has no URL-encoded field named payload"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%7B%22zen%22%3A%22%FF%22%7D", "payload=nonsense"})
    void refusesAFormWhoseFieldIsNotJson(String form) {
        assertThat(normalize("ping", FORM, form.getBytes(UTF_8))).isEqualTo(unreadable("the body is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "[{}]", "\"{}\"", "1", "true"})
    void refusesWhatIsNotAnObject(String json) {
        assertThat(normalize("ping", JSON, json.getBytes(UTF_8)))
                .isEqualTo(unreadable("the body is not a JSON object"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"zen\"",
                "{\"zen\": \"a}",
                "{} {}",
                "{}x",
                "{'zen': 1}",
                "{\"zen\": 01}",
                "{\"zen\": \"\u0000\"}",
                "\u0000",
                "payload=%7B%7D",
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(normalize("ping", JSON, json.getBytes(UTF_8))).isEqualTo(unreadable("the body is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00FF", "\u00C3", "\u00C3(", "\u00E2\u0082", "\u00F8\u0088\u0080\u0080\u0080"})
    void refusesWhatIsNotUtf8(String latin1) {
        assertThat(normalize("ping", JSON, ("{\"zen\": \"" + latin1 + "\"}").getBytes(ISO_8859_1)))
                .isEqualTo(unreadable("the body is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void refusesDeepNesting(int depth) {
        String json = "{\"a\": " + "[".repeat(depth) + "]".repeat(depth) + "}";

        assertThat(normalize("ping", JSON, json.getBytes(UTF_8)))
                .isEqualTo(unreadable("the body is nested too deeply, or holds a text or number that is too long"));
    }

    @Test
    void refusesANumberThatIsTooLong() {
        assertThat(normalize("ping", JSON, ("{\"hook_id\": " + "9".repeat(1_001) + "}").getBytes(UTF_8)))
                .isEqualTo(unreadable("the body is nested too deeply, or holds a text or number that is too long"));
    }

    @Test
    void freesTextsOfNulCharacters() {
        assertThat(event(JSON, "{\"zen\": \"a\\u0000b\", \"sender\": {\"login\": \"\\u0000\"}}".getBytes(UTF_8)))
                .satisfies(event -> assertThat(event.subject()).contains("a b"))
                .satisfies(event -> assertThat(event.actor()).isEmpty());
    }

    @Test
    void toleratesHalfACharacter() {
        assertThat(event(JSON, "{\"zen\": \"a\\ud83d\"}".getBytes(UTF_8)).subject())
                .isPresent();
    }

    @Test
    void quotesNothingOfTheBody() {
        assertThat(normalize("ping", JSON, "{\"secret\": hunter2}".getBytes(UTF_8))
                        .toString())
                .doesNotContain("hunter2", "secret");
    }

    @Test
    void neverThrowsWhateverTheBytesAre() {
        Random random = new Random(1);
        for (int round = 0; round < 5_000; round++) {
            byte[] body = PING.getBytes(UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            assertThat(normalize("ping", JSON, body)).isNotNull();
            assertThat(normalize("ping", FORM, ("payload=" + new String(body, ISO_8859_1)).getBytes(ISO_8859_1)))
                    .isNotNull();
        }
    }

    private static NormalizedEvent event(String contentType, byte[] body) {
        return ((Normalization.Known) normalize("ping", contentType, body)).event();
    }

    private static Normalization unreadable(String reason) {
        return new Normalization.Unreadable(reason);
    }
}
