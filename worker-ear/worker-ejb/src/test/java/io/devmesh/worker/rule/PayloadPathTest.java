package io.devmesh.worker.rule;

import static io.devmesh.worker.rule.Rules.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class PayloadPathTest {
    private static final JsonNode PAYLOAD = json(
            "{'a':{'b':1,'c d':2,'e.f':3,'g]h':4,'':5},'n':[1,2,3,4],'none':[],'deep':{'n':[9]},"
                    + "'o':{'p':{'x':1},'q':{'x':2}},'l':[{'k':'x','v':1},{'k':'y]z','v':2,'t':true},{'k':'x'},{'k':3,'v':null},'s']}");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiterString = " => ", textBlock = """
            $.a.b => 1
            $['a']["b"] => 1
            $.a['c d'] => 2
            $.a['e.f'] => 3
            $.a['g]h'] => 4
            $.a[''] => 5
            $.n[0] => 1
            $.n[-1] => 4
            $.n[ 1 ] => 2
            $.n[0,2] => [1,3]
            $.n[0, 9] => [1]
            $.n[1:3] => [2,3]
            $.n[-2:] => [3,4]
            $.n[:-3] => [1]
            $.n[2:1] => []
            $.n[*] => [1,2,3,4]
            $.none[*] => []
            $.nothing[*].at.all => []
            $.o.*.x => [1,2]
            $.o[*].x => [1,2]
            $..x => [1,2]
            $..n[0] => [1,9]
            $.o..['x'] => [1,2]
            $..nothing => []
            $.l[*].v => [1,2,null]
            $.l[?(@.k == 'x')].v => [1]
            $.l[?(@['k'] == "y]z")].v => [2]
            $.l[?('x' == @.k && @.v)].v => [1]
            $.l[?(@.v)].k => ["x","y]z",3]
            $.l[?(!@.t)].k => ["x","x",3]
            $.l[?(@.t==true)].v => [2]
            $.l[?(@.v >= 1)].v => [1,2]
            $.l[?(@.v < 1.5)].v => [1]
            $.l[?(@.v == null)].k => [3]
            $.l[?(@.k < 4)].k => [3]
            $.l[?(@.k == 'n' && @.v == 1 || @.t == true)].v => [2]
            $.l[?(@.t == true || @.v == 1 && @.k == 'n')].v => [2]
            $.n[?(@ > 2)] => [3,4]
            $.l[?(@ == 's')] => ["s"]
            """)
    void leadsToWhatTheStandardSays(String path, String found) {
        assertThat(path(path).in(PAYLOAD, "here")).contains(json(found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$.b", "$.a.b.c", "$.n[4]", "$.n[-5]", "$.none[0]", "$.none[-1]", "$.n.length", "$.a[0]", "$.l.k"
            })
    void leadsToNothingWhereNothingIs(String path) {
        assertThat(path(path).in(PAYLOAD, "here")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@.a",
                "$a",
                "$.",
                "$..",
                "$.a[",
                "$.a]",
                "$.a.",
                "$.a b",
                "$.a-b",
                "$.1",
                "$.n[01234567890]",
                "$.n[:]",
                "$.n[::2]",
                "$['a','b']",
                "$['it\\'s']",
                "$..a..b",
                "$.n.length()",
                "$.l[?@.k == 'x']",
                "$.l[?(@.k)",
                "$.l[?(@.k =~ /x/)]",
                "$.l[?(@.k in ['x'])]",
                "$.l[?(@..k)]",
                "$.l[?(@.k == $.a)]",
                "$.l[?(@.l[?(@.k)])]",
                "$.l[?(@.k.size() == 1)]",
                "$.l[?(1)]",
                "$.l[(@.length-1)]",
                "$.l[?(@.k == 'it\\'s')]",
                "$.l[?(@.*)]"
            })
    void takesNothingThatItMightReadOtherwiseThanTheStandard(String path) {
        assertThatThrownBy(() -> path(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("copy must be a JSONPath such as $.pull_request.title, $.commits[*].id or "
                        + "$.labels[?(@.name == 'bug')]");
    }

    @Test
    void takesNoPathThatIsVeryLong() {
        assertThatThrownBy(() -> path("$" + ".a".repeat(250))).isInstanceOf(IllegalArgumentException.class);
        assertThat(path("$" + ".a".repeat(249)).isList()).isFalse();
    }

    @Test
    @Timeout(5)
    void looksAtAnyPathInNoTime() {
        assertThatThrownBy(() -> path("$[?(" + "@[0]".repeat(100) + " && "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> path("$" + "[0  ".repeat(120) + "!")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> path("$[?(@" + " && @".repeat(90) + "!")).isInstanceOf(IllegalArgumentException.class);
    }

    private static PayloadPath path(String text) {
        return PayloadPath.of(new Clause("copy", StringNode.valueOf(text)));
    }
}
