package io.devmesh.worker.rule;

import static io.devmesh.worker.rule.Rules.book;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {
    private static final String STORE = "{'mode':'store_only'}";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {} | rules must be an array of at most 100
            [1] | rules[0] must be an object
            [{}] | rules[0].mode must be store_only, store_and_forward or transform_and_store
            [{'mode':'STORE_ONLY'}] | rules[0].mode must be store_only, store_and_forward or transform_and_store
            [{'mode':7}] | rules[0].mode must be store_only
            [{'mode':'store_only'},{'mode':'store_only','tpyes':[]}] | rules[1] has the unknown field "tpyes"; it may have forward_to, mode, schema, transform, types
            [{'mode':'store_only','types':[]}] | rules[0].types is empty; leave it out for all types
            [{'mode':'store_only','types':'push'}] | rules[0].types must be an array of at most 100
            [{'mode':'store_only','types':['a','*.b']}] | rules[0].types[1] must be a type of events such as push, pull_request.* or *
            [{'mode':'store_only','types':['jira:issue']}] | rules[0].types[0] must be a type of events such as push, pull_request.* or *, with dots for colons
            [{'mode':'store_only','types':['']}] | rules[0].types[0] must be a type
            [{'mode':'store_only','types':[1]}] | rules[0].types[0] must be a type
            [{'mode':'store_only','forward_to':['a']}] | rules[0].forward_to is of the modes store_and_forward and transform_and_store only
            [{'mode':'store_only','transform':[]}] | rules[0].transform is of mode transform_and_store only
            [{'mode':'store_and_forward','forward_to':['a'],'transform':[]}] | rules[0].transform is of mode transform_and_store only
            [{'mode':'store_and_forward'}] | rules[0].forward_to must be an array of at most 20
            [{'mode':'store_and_forward','forward_to':[]}] | rules[0].forward_to must name at least one target
            [{'mode':'store_and_forward','forward_to':['A b']}] | rules[0].forward_to[0] must be the name of a target
            [{'mode':'store_and_forward','forward_to':[{}]}] | rules[0].forward_to[0] must be the name of a target
            [{'mode':'store_and_forward','forward_to':['a','a']}] | rules[0].forward_to[1] names a a second time
            [{'mode':'transform_and_store'}] | rules[0].transform must be an array of at most 100
            [{'mode':'transform_and_store','transform':[]}] | rules[0].transform must have at least one step
            [{'mode':'store_only','schema':true}] | rules[0].schema must be a JSON Schema, which is an object
            """)
    void saysWhereRulesAreWrongAndWhatWouldBeRight(String rules, String message) {
        assertThatThrownBy(() -> book(rules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            7 |  must be an object
            {'to':'a'} |  must have exactly one of copy, rename, constant, concatenate
            {'copy':'$.a','constant':1,'to':'a'} |  must have exactly one of copy, rename, constant, concatenate
            {'copy':'$.a','as':'a'} |  has the unknown field "as"; it may have copy, default, optional, to
            {'copy':'$.a'} | .to must be a field of data such as pull_request.title
            {'copy':'$.a','to':'$.a'} | .to must be a field of data such as pull_request.title
            {'copy':'$.a','to':'a..b'} | .to must be a field of data
            {'copy':'$.a','to':'a.b.c.d.e.f.g.h.i.j.k'} | .to must be a field of data
            {'copy':'a','to':'a'} | .copy must be a JSONPath such as $.pull_request.title
            {'copy':7,'to':'a'} | .copy must be a JSONPath
            {'copy':'$.a','to':'a','optional':'yes'} | .optional must be true or false
            {'copy':'$.a','to':'a','optional':true,'default':1} |  has both optional and default; leave one out
            {'rename':'$.a','to':'a'} | .rename must be a field of data, which a step before it made; copy takes a value of the payload under any name
            {'rename':'a','to':'b','default':1} |  has the unknown field "default"
            {'constant':1,'to':'b','optional':true} |  has the unknown field "optional"; it may have constant, to
            {'concatenate':'$.a','to':'b'} | .concatenate must be an array of at most 100
            {'concatenate':[],'to':'b'} | .concatenate must have at least one part
            {'concatenate':[1],'to':'b'} | .concatenate[0] must be an object
            {'concatenate':['a',{}],'to':'b'} | .concatenate[1] must be a text, a JSONPath, {"path": JSONPath} or {"text": text}
            {'concatenate':[{'path':'$.a','text':'a'}],'to':'b'} | .concatenate[0] must be a text, a JSONPath
            {'concatenate':[{'text':1}],'to':'b'} | .concatenate[0].text must be a text
            {'concatenate':[{'text':'a','default':'b'}],'to':'b'} | .concatenate[0] has the unknown field "default"; it may have text
            {'concatenate':[{'path':'$.a','default':[]}],'to':'b'} | .concatenate[0].default must be a text, number or boolean
            {'concatenate':[{'path':'$.a','default':null}],'to':'b'} | .concatenate[0].default must be a text, number or boolean
            {'concatenate':['$.a[*]'],'to':'b'} | .concatenate[0] may lead to several values
            {'concatenate':[{'path':'$..a'}],'to':'b'} | .concatenate[0].path may lead to several values
            {'concatenate':['$a'],'to':'b'} | .concatenate[0] must be a JSONPath
            """)
    void saysWhereStepsAreWrongAndWhatWouldBeRight(String step, String message) {
        assertThatThrownBy(() -> book("[{'mode':'transform_and_store','transform':[" + step + "]}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rules[0].transform[0]" + (message.startsWith(".") ? "" : " ") + message);
    }

    @Test
    void takesAHundredRulesAndNoMore() {
        assertThatNoException().isThrownBy(() -> book(many(100, STORE)));
        assertThatThrownBy(() -> book(many(101, STORE))).hasMessage("rules must be an array of at most 100");
    }

    @Test
    void takesAHundredStepsAndNoMore() {
        String step = "{'constant':1,'to':'a'}";

        assertThatNoException().isThrownBy(() -> book(transforming(many(100, step))));
        assertThatThrownBy(() -> book(transforming(many(101, step))))
                .hasMessage("rules[0].transform must be an array of at most 100");
    }

    @Test
    void takesNoConstantThatDataHasNoRoomFor() {
        String constant = "{'constant':'" + "a".repeat(300_000) + "','to':'a'}";

        assertThatThrownBy(() -> book(transforming("[" + constant + "]")))
                .hasMessage("rules[0].transform[0].constant is larger than data may be");
    }

    private static String transforming(String steps) {
        return "[{'mode':'transform_and_store','transform':" + steps + "}]";
    }

    private static String many(int count, String item) {
        return IntStream.range(0, count).mapToObj(index -> item).collect(Collectors.joining(",", "[", "]"));
    }
}
