package io.devmesh.worker.rule;

import static io.devmesh.worker.rule.Rules.book;
import static io.devmesh.worker.rule.Rules.json;
import static io.devmesh.worker.rule.Rules.judged;
import static io.devmesh.worker.rule.Rules.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.TargetName;
import io.devmesh.worker.process.payload.Events;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {
    private static final Verdict STORED = new Verdict.Store(Optional.empty(), List.of());

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[{'types':['issues.*'],'mode':'store_and_forward','forward_to':['chat']}]"})
    void onlyStoresWhatNoRuleAppliesTo(String rules) {
        assertThat(judged(rules, "{}")).isEqualTo(STORED);
    }

    @Test
    void onlyStoresWhereThereAreNoRulesAtAll() {
        assertThat(RuleBook.parse(Json.mapper().missingNode()).judge(Events.of(Provider.JIRA, "push", "{}")))
                .isEqualTo(STORED);
    }

    @ParameterizedTest
    @CsvSource({
        "push, push, true",
        "push, push.a, false",
        "push, pus, false",
        "pull_request.*, pull_request.opened, true",
        "pull_request.*, pull_request, false",
        "pull_request.*, pull_request_review.submitted, false",
        "pull_request*, pull_request_review.submitted, true",
        "*, anything.at.all, true",
        "Push, push, false"
    })
    void comparesTypesWithWildcardsAtTheEnd(String pattern, String type, boolean applies) {
        RuleBook book = book("[{'types':['x','" + pattern + "'],'mode':'store_and_forward','forward_to':['chat']}]");

        assertThat(book.judge(Events.of(Provider.GITHUB, type, "{}"))).isEqualTo(applies ? forwarded("chat") : STORED);
    }

    @Test
    void appliesARuleWithoutTypesToAll() {
        assertThat(judged("[{'mode':'store_and_forward','forward_to':['chat','log']}]", "{}"))
                .isEqualTo(forwarded("chat", "log"));
    }

    @Test
    void followsTheFirstRuleThatApplies() {
        String rules = "[{'types':['issues'],'mode':'store_and_forward','forward_to':['first']},"
                + "{'types':['push'],'mode':'store_only'},{'mode':'store_and_forward','forward_to':['third']}]";

        assertThat(judged(rules, "{}")).isEqualTo(STORED);
    }

    @Test
    void forwardsWhatIsNotJsonWhereTheRuleDoesNotNeedIt() {
        assertThat(judged("[{'mode':'store_and_forward','forward_to':['chat']}]", "<xml/>"))
                .isEqualTo(forwarded("chat"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'schema':{},'mode':'store_only'",
                "'mode':'transform_and_store','transform':[{'constant':1,'to':'a'}]"
            })
    void saysWhenABodyIsNotJsonThoughTheRuleNeedsIt(String rule) {
        assertThat(reason(judged("[{" + rule + "}]", "<secret/>")))
                .isEqualTo("rules[0] needs JSON, but the body is not JSON");
        assertThat(reason(judged("[{" + rule + "}]", "[1]")))
                .isEqualTo("rules[0] needs JSON, but the body is not a JSON object");
    }

    @Test
    void checksTheSchemaBeforeItTransforms() {
        String rules =
                "[{'mode':'transform_and_store','schema':{'required':['a']},'transform':[{'copy':'$.b','to':'b'}]}]";

        assertThat(reason(judged(rules, "{}"))).startsWith("rules[0].schema");
        assertThat(reason(judged(rules, "{'a':1}"))).startsWith("rules[0].transform[0]");
    }

    @Test
    void forwardsAlsoWhatItTransforms() {
        String rules = "[{'mode':'transform_and_store','forward_to':['chat'],'transform':[{'copy':'$.a','to':'b'}]}]";

        assertThat(judged(rules, "{'a':1}"))
                .isEqualTo(new Verdict.Store(Optional.of(json("{'b':1}").asObject()), List.of(new TargetName("chat"))));
    }

    @Test
    void namesEveryTargetOnce() {
        String forward = "{'mode':'store_and_forward','forward_to':['chat','log']}";

        assertThat(book("[" + forward + "," + forward + "]").targets())
                .containsExactlyInAnyOrder(new TargetName("chat"), new TargetName("log"));
        assertThat(RuleBook.empty().targets()).isEmpty();
    }

    @Test
    void isNotChangedByWhatBecomesOfItsJson() {
        var rules = json("[{'mode':'transform_and_store','transform':[{'constant':{'a':1},'to':'c'},"
                + "{'rename':'c.a','to':'b'}]}]");
        RuleBook book = RuleBook.parse(rules);
        rules.path(0).path("transform").path(0).path("constant").asObject().put("a", 2);

        for (int time = 0; time < 2; time++) {
            assertThat(book.judge(Events.of(Provider.GITHUB, "push", "{}")))
                    .isEqualTo(
                            new Verdict.Store(Optional.of(json("{'c':{},'b':1}").asObject()), List.of()));
        }
    }

    private static Verdict forwarded(String... targets) {
        return new Verdict.Store(
                Optional.empty(), List.of(targets).stream().map(TargetName::new).toList());
    }
}
