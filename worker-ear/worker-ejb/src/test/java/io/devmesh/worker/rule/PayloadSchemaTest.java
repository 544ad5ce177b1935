package io.devmesh.worker.rule;

import static io.devmesh.worker.rule.Rules.book;
import static io.devmesh.worker.rule.Rules.json;
import static io.devmesh.worker.rule.Rules.judged;
import static io.devmesh.worker.rule.Rules.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.payload.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSchemaTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'required':['a']} | {'secret':1} | the top (required a)
            {'properties':{'a':{'type':'integer'}}} | {'a':'secret'} | /a (type)
            {'properties':{'a':{'items':{'const':1}}}} | {'a':[1,'secret']} | /a/1 (const)
            {'properties':{'a':{'enum':['x']}}} | {'a':'secret'} | /a (enum)
            {'properties':{'a':{'pattern':'^x'}}} | {'a':'secret'} | /a (pattern)
            {'properties':{'a':{'format':'date-time'}}} | {'a':'secret'} | /a (format)
            {'properties':{'a':{'$ref':'#/$defs/b'}},'$defs':{'b':{'maximum':1}}} | {'a':2} | /a (maximum)
            {'properties':{'a':{}},'additionalProperties':false} | {'b':'secret'} | the top (additionalProperties)
            {'$schema':'https://json-schema.org/draft/2020-12/schema','maxProperties':1} | {'a':1,'b':2} | the top (maxProperties)
            """)
    void namesWhereAPayloadIsOtherwiseWithoutQuotingIt(String schema, String payload, String place) {
        assertThat(reason(check(schema, payload))).isEqualTo("rules[0].schema: the payload is otherwise at " + place);
        assertThat(reason(check(schema, payload))).doesNotContain("secret");
    }

    @Test
    void letsPassWhatIsAsItSays() {
        assertThat(check("{'type':'object','required':['a'],'properties':{'a':{'pattern':'^x+$'}}}", "{'a':'xx'}"))
                .isInstanceOf(Verdict.Store.class);
    }

    @Test
    void showsOfALongPathOnlyItsBeginning() {
        String name = "a".repeat(1_000);

        assertThat(reason(check("{'additionalProperties':{'type':'integer'}}", "{'" + name + "':'secret'}")))
                .hasSizeLessThan(300)
                .endsWith("aaa (type)");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'type':'nonsense'} | is not a JSON Schema of 2020-12: at /type
            {'properties':{'a':{'minimum':'1'}}} | is not a JSON Schema of 2020-12: at /properties/a/minimum
            {'properties':{'a':{'pattern':'('}}} | is not a JSON Schema of 2020-12: at /properties/a/pattern
            {'properties':{'a':{'$ref':'#/$defs/nowhere'}}} | cannot be used; it may only refer to parts of itself
            {'$ref':'https://json-schema.org/nowhere'} | cannot be used; it may only refer to parts of itself
            {'$ref':'classpath:draft/2020-12/schema'} | cannot be used; it may only refer to parts of itself
            {'$ref':'file:///etc/hostname'} | cannot be used; it may only refer to parts of itself
            {'$schema':'https://example.com/own'} | cannot be used; it may only refer to parts of itself
            {'$dynamicRef':'https://example.com/own'} | refers to something outside itself; $dynamicRef must begin with #
            """)
    void saysWhatIsWrongWithASchema(String schema, String message) {
        assertThatThrownBy(() -> checking(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rules[0].schema " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'$ref':'%s'}", "{'$dynamicRef':'%s'}", "{'$schema':'%s'}", "{'$id':'%s','$ref':'other.json'}"})
    void fetchesNothing(String schema) throws IOException {
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

            assertThatThrownBy(() -> checking(schema.formatted(url))).isInstanceOf(IllegalArgumentException.class);
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesNoSchemaThatIsTooLargeOrTooDeep() {
        String message = "rules[0].schema may have at most 64 KiB and 50 levels";

        assertThatThrownBy(() -> checking("{'title':'" + "a".repeat(70_000) + "'}"))
                .hasMessage(message);
        assertThatThrownBy(() -> checking("{'not':".repeat(50) + "{}" + "}".repeat(50)))
                .hasMessage(message);
        assertThat(checking("{'not':".repeat(40) + "{}" + "}".repeat(40))).isNotNull();
    }

    @Test
    void reachesAsDeepAsAPayloadMayBe() {
        int deepest = 190;
        String schema = "{'properties':{'a':{'$ref':'#'},'n':{'type':'integer'}}}";

        assertThat(check(schema, "{'a':".repeat(deepest) + "{'n':1}" + "}".repeat(deepest)))
                .isInstanceOf(Verdict.Store.class);
        assertThat(check(schema, "{'a':".repeat(deepest) + "{'n':'1'}" + "}".repeat(deepest)))
                .isInstanceOf(Verdict.Violation.class);
    }

    @Test
    @Timeout(20)
    void givesUpOnAPatternThatWouldTakeForever() {
        assertThat(reason(check("{'properties':{'a':{'pattern':'^(.*a){12}b'}}}", "{'a':'" + "a".repeat(60) + "'}")))
                .isEqualTo("rules[0].schema: a pattern takes too long on the payload");
    }

    @Test
    void givesUpOnAPatternThatWouldTakeAllTheStack() {
        assertThat(reason(
                        check("{'properties':{'a':{'pattern':'^(a|b)*$'}}}", "{'a':'" + "ab".repeat(1_000_000) + "'}")))
                .isEqualTo("rules[0].schema: a pattern takes too long on the payload");
    }

    @Test
    void isCompiledOnce() {
        var rules = json("[{'mode':'store_only','schema':{'required':['a']}}]");
        RuleBook book = RuleBook.parse(rules);
        rules.path(0).path("schema").asObject().removeAll();

        assertThat(book.judge(Events.of(Provider.GITHUB, "push", "{}"))).isInstanceOf(Verdict.Violation.class);
    }

    private static RuleBook checking(String schema) {
        return book("[{'mode':'store_only','schema':" + schema + "}]");
    }

    private static Verdict check(String schema, String payload) {
        return judged("[{'mode':'store_only','schema':" + schema + "}]", payload);
    }
}
