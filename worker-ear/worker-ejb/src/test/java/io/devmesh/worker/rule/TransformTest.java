package io.devmesh.worker.rule;

import static io.devmesh.worker.rule.Rules.data;
import static io.devmesh.worker.rule.Rules.json;
import static io.devmesh.worker.rule.Rules.reason;
import static io.devmesh.worker.rule.Rules.transformed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformTest {
    private static final String TRANSFORM = "rules[0].transform: ";
    private static final String STEP = "rules[0].transform[0]: ";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'copy':'$.a.b','to':'x.y'} | {'a':{'b':'c','d':1}} | {'x':{'y':'c'}}
            {'copy':'$','to':'x'} | {'a':1} | {'x':{'a':1}}
            {'copy':'$.a','to':'x'} | {'a':null} | {'x':null}
            {'copy':'$.a','to':'x'} | {'a':[1,{}]} | {'x':[1,{}]}
            {'copy':'$.a[*].b','to':'x'} | {'a':[{'b':1},{},{'b':2}]} | {'x':[1,2]}
            {'copy':'$.a[*].b','to':'x'} | {} | {'x':[]}
            {'copy':'$.a','to':'x','optional':true} | {} | {}
            {'copy':'$.a','to':'x','optional':false} | {'a':1} | {'x':1}
            {'copy':'$.a','to':'x','default':{'n':0}} | {} | {'x':{'n':0}}
            {'copy':'$.a','to':'x','default':null} | {} | {'x':null}
            {'copy':'$.a','to':'x','default':7} | {'a':1} | {'x':1}
            {'copy':'$.a','to':'x'},{'rename':'x.b','to':'y.z'} | {'a':{'b':1,'c':2}} | {'x':{'c':2},'y':{'z':1}}
            {'copy':'$.a','to':'x'},{'rename':'x','to':'x.y'} | {'a':1} | {'x':{'y':1}}
            {'rename':'x.b','to':'y','optional':true} | {} | {}
            {'constant':{'a':[1]},'to':'x.y'} | {} | {'x':{'y':{'a':[1]}}}
            {'constant':null,'to':'x'} | {} | {'x':null}
            {'constant':1,'to':'x'},{'constant':2,'to':'x'} | {} | {'x':2}
            {'constant':1,'to':'x.a'},{'constant':2,'to':'x.b'} | {} | {'x':{'a':1,'b':2}}
            {'concatenate':['$.a',' ',{'path':'$.b'},{'text':'$'}],'to':'x'} | {'a':'A','b':1} | {'x':'A 1$'}
            {'concatenate':['$.a','/','$.b'],'to':'x'} | {'a':true,'b':1.5} | {'x':'true/1.5'}
            {'concatenate':['by ',{'path':'$.a','default':'nobody'}],'to':'x'} | {} | {'x':'by nobody'}
            {'concatenate':['by ',{'path':'$.a','default':'nobody'}],'to':'x'} | {'a':null} | {'x':'by nobody'}
            {'concatenate':['by ','$.a'],'to':'x','optional':true} | {} | {}
            """)
    void buildsData(String steps, String payload, String data) {
        assertThat(data("[" + steps + "]", payload)).isEqualTo(json(data));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'copy':'$.a.b','to':'x'} | {'a':'secret'} | the payload has nothing at $.a.b
            {'copy':'$.a[1]','to':'x'} | {'a':['secret']} | the payload has nothing at $.a[1]
            {'rename':'a.b','to':'x'} | {'a':{'b':'secret'}} | the steps before it made no a.b
            {'concatenate':['$.a'],'to':'x'} | {'b':'secret'} | the payload has no text, number or boolean at $.a
            {'concatenate':['$.a'],'to':'x'} | {'a':['secret']} | the payload has no text, number or boolean at $.a
            {'concatenate':['$.a'],'to':'x'} | {'a':{'secret':1}} | the payload has no text, number or boolean at $.a
            {'concatenate':['$.a'],'to':'x'} | {'a':null} | the payload has no text, number or boolean at $.a
            """)
    void saysWhatThePayloadLacksWithoutQuotingIt(String step, String payload, String reason) {
        assertThat(reason(transformed("[" + step + "]", payload)).replace(".concatenate[0]", ""))
                .isEqualTo(STEP + reason);
    }

    @Test
    void putsNothingIntoWhatIsNoObject() {
        String steps = "[{'copy':'$.a','to':'x'},{'constant':1,'to':'x.y'}]";

        assertThat(data(steps, "{'a':{}}")).isEqualTo(json("{'x':{'y':1}}"));
        assertThat(reason(transformed(steps, "{'a':'secret'}")))
                .isEqualTo(TRANSFORM + "data cannot have x.y, because its x is not an object");
        assertThat(reason(transformed(steps, "{'a':null}")))
                .isEqualTo(TRANSFORM + "data cannot have x.y, because its x is not an object");
    }

    @Test
    void copiesThePayloadRatherThanChangingIt() {
        String steps = "[{'copy':'$.a','to':'x'},{'rename':'x.b','to':'y'},{'copy':'$.a','to':'z'}]";

        assertThat(data(steps, "{'a':{'b':1}}")).isEqualTo(json("{'x':{},'y':1,'z':{'b':1}}"));
    }

    @Test
    void makesNoMoreThan256Kibibytes() {
        String half = "a".repeat(130_000);
        String twice = "[{'copy':'$.a','to':'x'},{'copy':'$.a','to':'y'}]";
        String thrice = "[{'copy':'$.a','to':'x'},{'copy':'$.a','to':'y'},{'copy':'$.a','to':'z'}]";
        String payload = "{'a':'" + half + "'}";

        assertThat(data(twice, payload)).hasSize(2);
        assertThat(reason(transformed(thrice, payload))).isEqualTo(TRANSFORM + "data would be larger than 256 KiB");
    }

    @Test
    void givesUpOnOneValueThatIsTooLarge() {
        String payload = "{'a':'" + "a".repeat(270_000) + "'}";

        assertThat(reason(transformed("[{'copy':'$.a','to':'x'},{'constant':1,'to':'x'}]", payload)))
                .isEqualTo(TRANSFORM + "data would be larger than 256 KiB");
    }

    @Test
    void givesUpOnAPathThatLeadsToVeryManyValues() {
        String payload = "{'a':[" + "1,".repeat(10_000) + "1]}";

        assertThat(reason(transformed("[{'copy':'$.a[*]','to':'x'}]", payload)))
                .isEqualTo(STEP + "$.a[*] leads to more than 10000 values");
        assertThat(data("[{'copy':'$.a[0:10000]','to':'x'}]", payload).path("x"))
                .hasSize(10_000);
    }

    @Test
    void readsNamesAndTextsOfAnyLanguage() {
        assertThat(data("[{'copy':'$.\u00fc','to':'x'}]", "{'\u00fc':'\u00df'}"))
                .isEqualTo(json("{'x':'\u00df'}"));
    }
}
