package io.devmesh.shared.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ProcessingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'order':'source','on_retry':'pass','priority':'high','concurrency':3,'attempts':7,'first_delay_ms':10}",
                "{'order':'/ref','longest_delay_ms':86400000,'rules':[{'types':['push']}]}"
            })
    void isWrittenAsItWasRead(String json) {
        ObjectNode object = object(json);

        assertThat(Processing.of(object).toJson()).hasToString(object.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'orders':'source'}",
                "{'on_retry':'wait'}",
                "{'priority':'urgent'}",
                "{'concurrency':0}",
                "{'concurrency':33}",
                "{'concurrency':'3'}",
                "{'concurrency':2.5}",
                "{'attempts':0}",
                "{'attempts':101}",
                "{'attempts':'7'}",
                "{'first_delay_ms':0}",
                "{'first_delay_ms':'1s'}",
                "{'longest_delay_ms':86400001}"
            })
    void refusesWhatItDoesNotKnow(String json) {
        assertThatThrownBy(() -> Processing.of(object(json))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoLimitWhereNoneIsGiven() {
        assertThat(Processing.standard().concurrency()).isEmpty();
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.mapper().readTree(json.replace('\'', '"'));
    }
}
