package io.devmesh.edge.tool;

import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.devmesh.edge.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class InputSchemaTest {
    private static final int DEEPEST = 190; // of 200 that a whole message may have

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'a':{'$ref':'%s'}}}",
                "{'properties':{'a':{'$dynamicRef':'%s'}}}",
                "{'$schema':'%s'}",
                "{'$id':'%s','properties':{'a':{'$ref':'other.json'}}}",
                "{'allOf':[{'if':{'$ref':'%s'}}]}"
            })
    void refusesToBeLoadedFromTheNetworkWithoutAsking(String schema) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";

            assertThatThrownBy(() -> InputSchema.of(json(schema.formatted(url))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("schema");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/hostname",
                "classpath:io/devmesh/edge/tool/echo.json",
                "https://example.com/schema",
                "#/$defs/nowhere"
            })
    void refusesToReferToAnythingOutsideItself(String ref) {
        assertThatThrownBy(() -> InputSchema.of(json("{'properties':{'a':{'$ref':'" + ref + "'}}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'a':{'$ref':'#/$defs/b'}},'$defs':{'b':{'type':'string'}}}",
                "{'properties':{'a':{'$ref':'#b'}},'$defs':{'b':{'$anchor':'b','type':'string'}}}",
                "{'properties':{'a':{'$dynamicRef':'#b'}},'$defs':{'b':{'$dynamicAnchor':'b','type':'string'}}}",
                "{'properties':{'a':{'$ref':'https://example.com/b'}},"
                        + "'$defs':{'b':{'$id':'https://example.com/b','type':'string'}}}"
            })
    void followsReferencesWithinItself(String schema) {
        assertThat(InputSchema.of(json(schema)).problems(json("{'a':7}")))
                .singleElement()
                .asString()
                .startsWith("arguments/a: ")
                .endsWith("(type)");
    }

    @Test
    void doesNotMixUpSchemasThatGiveThemselvesTheSameId() {
        InputSchema texts =
                InputSchema.of(json("{'$id':'https://example.com/a','additionalProperties':{'type':'string'}}"));
        InputSchema flags =
                InputSchema.of(json("{'$id':'https://example.com/a','additionalProperties':{'type':'boolean'}}"));

        assertThat(texts.problems(json("{'a':'b'}"))).isEmpty();
        assertThat(flags.problems(json("{'a':true}"))).isEmpty();
        assertThat(flags.problems(json("{'a':'b'}"))).hasSize(1);
    }

    @Test
    void isCompiledWhenTheToolIsDescribedAndNotAgain() {
        ObjectNode description = json("{'name':'a','inputSchema':{'properties':{'n':{'type':'integer'}}}}");
        ToolDescription described = ToolDescription.of(description);
        ((ObjectNode) description.at("/inputSchema/properties/n")).put("type", "string");

        assertThat(described.problems(json("{'n':1}"))).isEmpty();
        assertThat(described.problems(json("{'n':'1'}"))).hasSize(1);
    }

    @Test
    void reachesArgumentsAsDeepAsAMessageMayBe() {
        InputSchema schema =
                InputSchema.of(json("{'properties':{'a':{'$ref':'#'},'n':{'type':'integer'}},'type':'object'}"));

        assertThat(schema.problems(json("{'a':".repeat(DEEPEST) + "{'n':1}" + "}".repeat(DEEPEST))))
                .isEmpty();
        assertThat(schema.problems(json("{'a':".repeat(DEEPEST) + "{'n':'1'}" + "}".repeat(DEEPEST))))
                .singleElement()
                .asString()
                .startsWith("arguments" + "/a".repeat(DEEPEST) + "/n: ");
    }

    @Test
    void namesSomeOfManyProblems() {
        InputSchema schema = InputSchema.of(json("{'additionalProperties':false}"));

        assertThat(schema.problems(json("{'a':1,'b':1,'c':1}"))).hasSize(3);
        assertThat(schema.problems(wide(100))).hasSize(5);
    }

    @Test
    void stopsAtTheFirstProblemOfVeryManyArguments() {
        InputSchema schema = InputSchema.of(json("{'additionalProperties':false}"));

        assertThat(schema.problems(wide(100_000))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'anyOf':[{'required':['b']},{'required':['a0']}]}",
                "{'oneOf':[{'required':['b']},{'required':['a0']}]}",
                "{'not':{'required':['b']}}",
                "{'if':{'required':['b']},'then':false,'else':{'required':['a1']}}",
                "{'properties':{'a0':{'anyOf':[{'type':'string'},{'type':'integer'}]}}}",
                "{'patternProperties':{'^a':{'type':'integer'}},'unevaluatedProperties':false}"
            })
    void allowsVeryManyArgumentsThatAreAsItSays(String schema) {
        assertThat(InputSchema.of(json(schema)).problems(wide(10_000))).isEmpty();
    }

    @Test
    void knowsTheMarkOfHeadersSoThatNothingIsLogged() {
        try (LogLines library = new LogLines("com.networknt.schema")) {
            InputSchema.of(json("{'properties':{'a':{'type':'string','x-mcp-header':'A'}}}"));
            assertThat(library.lines()).isEmpty();

            InputSchema.of(json("{'x-of-nobody':1}"));
            assertThat(library.lines()).singleElement().asString().contains("x-of-nobody");
        }
    }

    private static ObjectNode wide(int count) {
        ObjectNode arguments = json("{}");
        for (int i = 0; i < count; i++) {
            arguments.put("a" + i, i);
        }
        return arguments;
    }
}
