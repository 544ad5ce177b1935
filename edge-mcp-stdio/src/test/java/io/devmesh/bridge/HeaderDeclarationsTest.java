package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HeaderDeclarationsTest {
    @Test
    void areFoundAlongProperties() throws InvalidToolException {
        assertThat(HeaderDeclarations.of(json("""
                        {'type':'object','properties':{
                          'region':{'type':'string','x-mcp-header':'Region'},
                          'deep':{'type':'object','properties':{'dry':{'type':['boolean','null'],'x-mcp-header':'Dry-Run'}}},
                          'x-mcp-header':{'type':'string'},
                          'sample':{'type':'object','default':{'x-mcp-header':'no'}}}}""")))
                .containsExactly(
                        new HeaderParameter("Mcp-Param-Region", List.of("region")),
                        new HeaderParameter("Mcp-Param-Dry-Run", List.of("deep", "dry")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'a':{'type':'string','x-mcp-header':''}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':7}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':'a b'}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':'a\\r\\nb'}}}",
                "{'properties':{'a':{'type':'number','x-mcp-header':'A'}}}",
                "{'properties':{'a':{'type':'object','x-mcp-header':'A'}}}",
                "{'properties':{'a':{'x-mcp-header':'A'}}}",
                "{'type':'string','x-mcp-header':'A'}",
                "{'properties':{'a':{'type':'string','x-mcp-header':'A'},'b':{'type':'string','x-mcp-header':'a'}}}",
                "{'properties':{'a':{'type':'array','items':{'type':'string','x-mcp-header':'A'}}}}",
                "{'anyOf':[{'properties':{'a':{'type':'string','x-mcp-header':'A'}}}]}",
                "{'$defs':{'a':{'type':'string','x-mcp-header':'A'}}}"
            })
    void anythingElseMakesTheToolInvalid(String schema) {
        assertThatThrownBy(() -> HeaderDeclarations.of(json(schema))).isInstanceOf(InvalidToolException.class);
    }

    @ParameterizedTest
    @CsvSource({"'x', x", "true, true", "42, 42", "42.0, 42", "-7, -7", "1e3, 1000", "0.0, 0"})
    void valuesAreWrittenAsTheSpecificationSays(String json, String header) {
        JsonNode arguments = Json.mapper()
                .createObjectNode()
                .set("a", json.equals("x") ? json("'x'") : Json.mapper().readTree(json));

        assertThat(new HeaderParameter("Mcp-Param-A", List.of("a")).valueIn(arguments))
                .contains(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'a':null}", "{'a':{}}", "{'a':[1]}", "7"})
    void noValueIsNoHeader(String arguments) {
        assertThat(new HeaderParameter("Mcp-Param-A", List.of("a")).valueIn(json(arguments)))
                .isEmpty();
    }

    private static JsonNode json(String text) {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }
}
