package io.devmesh.benchmark.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SampleBodyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99_999, 100_000})
    void isJsonOfTheWantedSize(int number) {
        SampleBody body = SampleBody.of(number);
        String json = body.json(2_000);

        assertThat(json).hasSize(2_000);
        JsonNode root = Json.mapper().readTree(json);
        assertThat(root.at("/repository/full_name").stringValue()).isEqualTo(body.repository());
        assertThat(root.at("/sender/login").stringValue()).isEqualTo(SampleBody.ACTOR);
    }
}
