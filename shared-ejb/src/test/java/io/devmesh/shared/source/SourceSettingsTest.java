package io.devmesh.shared.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SourceSettingsTest {
    @Test
    void keepsNothingOfWhatIsUsual() {
        assertThat(SourceSettings.none().toJson()).isEmpty();
    }

    @Test
    void readsWhatItWrites() {
        ObjectNode json = json("{'signs':true,'tolerance_seconds':60,'signature_header':'X-S','signature_prefix':'v=',"
                + "'digest':'sha512','encoding':'base64','id_header':'X-I','type_header':'X-T','type_field':'a.b'}");

        assertThat(SourceSettings.of(json).toJson()).hasToString(json.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'x':1}|unknown setting: x",
                "{'digest':'md5'}|digest is not known: md5",
                "{'encoding':7}|encoding is not known: 7",
                "{'tolerance_seconds':0}|tolerance_seconds must be from 1 to 3600",
                "{'signature_header':'a b'}|signature_header must match",
                "{'type_field':''}|type_field must match"
            })
    void saysWhatIsWrong(String settings, String message) {
        ObjectNode json = json(settings);

        assertThatThrownBy(() -> SourceSettings.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void readsTexts() {
        SourceSettings settings =
                SourceSettings.of(Map.of("signs", "true", "tolerance_seconds", "60", "digest", "sha1"));

        assertThat(settings.signs()).isTrue();
        assertThat(settings.tolerance()).hasSeconds(60);
        assertThat(settings.digest()).isEqualTo(SourceSettings.Digest.SHA1);
    }

    @ParameterizedTest
    @CsvSource({"signs,yes", "tolerance_seconds,soon", "nope,1"})
    void saysWhatIsWrongWithATextToo(String name, String text) {
        Map<String, String> texts = Map.of(name, text);

        assertThatThrownBy(() -> SourceSettings.of(texts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }
}
