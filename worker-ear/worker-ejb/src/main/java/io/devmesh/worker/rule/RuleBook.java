package io.devmesh.worker.rule;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.TargetName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The rules of one source, compiled. The first one that applies to an event's type counts; without any, events are only stored. */
public final class RuleBook {
    private static final int MAX_RULES = 100;

    private final List<Rule> rules;

    private RuleBook(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Of a source that has no rules. */
    public static RuleBook empty() {
        return new RuleBook(List.of());
    }

    /** Throws IllegalArgumentException that says where {@code rules} are wrong, and what would be right. */
    public static RuleBook parse(JsonNode rules) {
        if (rules.isMissingNode() || rules.isNull()) {
            return empty();
        }
        return new RuleBook(new Clause("rules", rules)
                .list(MAX_RULES).stream().map(RuleParser::rule).toList());
    }

    public Verdict judge(WebhookEvent event) {
        return rules.stream()
                .filter(rule -> rule.appliesTo(event.type()))
                .findFirst()
                .map(rule -> rule.judge(event))
                .orElseGet(() -> new Verdict.Store(Optional.empty(), List.of()));
    }

    /** All that some rule forwards to, so that whoever stores the rules can check that they exist. */
    public Set<TargetName> targets() {
        return rules.stream().flatMap(rule -> rule.forwards().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
