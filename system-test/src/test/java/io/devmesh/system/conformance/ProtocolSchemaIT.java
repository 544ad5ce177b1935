package io.devmesh.system.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.content.Icon;
import io.devmesh.edge.prompt.PromptDescription;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceTemplate;
import io.devmesh.shared.json.Json;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.npm.NpmTools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@NeedsProgram("npm")
class ProtocolSchemaIT {
    private static final String TOOLS =
            "{'jsonrpc':'2.0','id':1,'result':{'tools':[{'name':'a','inputSchema':{'type':'object'}}]}}";

    private final NpmTools npm = NpmTools.installed();

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void knowsTheAnswersOfEachOlderVersion(String version) {
        assertThat(problems(version, "tools/list", TOOLS)).isEmpty();
        assertThat(problems(version, "tools/list", TOOLS.replace("'tools'", "'tool'")))
                .isNotEmpty();
        assertThat(problems(version, "tools/list", TOOLS.replace("'id':1,", "")))
                .isNotEmpty();
        assertThat(problems(version, "tools/call", "{'jsonrpc':'2.0','id':1,'error':{'code':-32602,'message':'no'}}"))
                .isEmpty();
        assertThat(problems(version, "tools/call", "{'jsonrpc':'2.0','id':1,'error':{'message':'no'}}"))
                .isNotEmpty();
        assertThat(problems(version, "", "{'jsonrpc':'2.0','method':'notifications/progress','params':{'progress':1}}"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ok; {'resultType':'complete','tools':[],'ttlMs':0,'cacheScope':'private'}",
                "wrong; {'tools':[],'ttlMs':0,'cacheScope':'private'}",
                "wrong; {'resultType':'complete','tools':[],'ttlMs':-1,'cacheScope':'private'}",
                "ok; {'resultType':'input_required','requestState':'x'}",
                "wrong; {'resultType':'input_required','requestState':1}",
                "ok; {'resultType':'task','taskId':'t'}",
            })
    void decidesByTheTypeOfAResultInTheNewEra(String expected, String result) {
        List<String> problems =
                problems("2026-07-28", "tools/list", "{'jsonrpc':'2.0','id':1,'result':" + result + "}");

        assertThat(problems.isEmpty() ? "ok" : "wrong").as(problems.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ok; {'code':-32021,'message':'m','data':{'requiredCapabilities':{'sampling':{}}}}",
                "wrong; {'code':-32021,'message':'m','data':{'requiredCapabilities':['sampling']}}",
                "wrong; {'code':-32022,'message':'m'}",
                "ok; {'code':-32603,'message':'m'}",
            })
    void wantsTheDataThatAnErrorCodeHas(String expected, String error) {
        List<String> problems = problems("2026-07-28", "tools/call", "{'jsonrpc':'2.0','id':1,'error':" + error + "}");

        assertThat(problems.isEmpty() ? "ok" : "wrong").as(problems.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ok; CreateTaskResult; {'resultType':'task','taskId':'t','status':'working','createdAt':'c','lastUpdatedAt':'l','ttlMs':null}",
                "wrong; CreateTaskResult; {'resultType':'task','taskId':'t','status':'working','createdAt':'c','lastUpdatedAt':'l'}",
                "ok; GetTaskResult; {'resultType':'complete','taskId':'t','status':'failed','createdAt':'c','lastUpdatedAt':'l','ttlMs':1,'error':{'code':1,'message':'m'}}",
                "wrong; GetTaskResult; {'resultType':'complete','taskId':'t','status':'failed','createdAt':'c','lastUpdatedAt':'l','ttlMs':1}",
            })
    void knowsTheTasksExtension(String expected, String definition, String result) {
        List<String> problems = ProtocolSchema.read(npm.schema("tasks")).problemsOf(definition, json(result));

        assertThat(problems.isEmpty() ? "ok" : "wrong").as(problems.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void findsNothingWrongWithOurIcons(String version) {
        ProtocolSchema schema = ProtocolSchema.read(npm.schema(version));
        List<Icon> icons = List.of(
                Icon.of("data:image/png;base64,iVBORw0KGgo="),
                new Icon(
                        "https://example.com/icon.svg",
                        Optional.of("image/svg+xml"),
                        List.of("48x48", "any"),
                        Optional.of(Icon.Theme.LIGHT)));
        Map<String, ObjectNode> described = Map.of(
                "Prompt", new PromptDescription("p", Optional.empty(), "d", List.of(), icons).toJson(),
                "Resource",
                        new ResourceDescription("a://b", "r", Optional.empty(), Optional.empty(), "text/plain", icons)
                                .toJson(),
                "ResourceTemplate",
                        new ResourceTemplate("a://{b}", "t", Optional.empty(), Optional.empty(), "text/plain", icons)
                                .toJson());

        described.forEach((definition, json) -> {
            assertThat(json.path("icons")).hasSize(2);
            assertThat(schema.problemsOf(definition, json)).isEmpty();
            ((ObjectNode) json.path("icons").path(1)).put("theme", "DARK");
            assertThat(schema.problemsOf(definition, json)).isNotEmpty();
        });
    }

    private List<String> problems(String version, String method, String message) {
        return ProtocolSchema.read(npm.schema(version)).problems(json(message), method);
    }

    private static JsonNode json(String text) {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }
}
