package io.devmesh.worker.rule;

import io.devmesh.shared.source.TargetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one rule. */
final class RuleParser {
    private static final Set<String> FIELDS = Set.of("types", "mode", "forward_to", "transform", "schema");
    private static final int MAX_TYPES = 100;
    private static final int MAX_TARGETS = 20;

    private RuleParser() {}

    static Rule rule(Clause rule) {
        Mode mode = mode(rule.fields(FIELDS).at("mode"));
        return new Rule(
                rule.path(),
                types(rule),
                rule.field("schema").map(PayloadSchema::of),
                transform(rule, mode),
                forwards(rule, mode));
    }

    private static Mode mode(Clause mode) {
        String must = "must be store_only, store_and_forward or transform_and_store";
        return Mode.ofWire(mode.text(must)).orElseThrow(() -> mode.wrong(must));
    }

    private static List<TypePattern> types(Clause rule) {
        return rule.field("types")
                .map(types -> types.some(MAX_TYPES, "is empty; leave it out for all types").stream()
                        .map(TypePattern::of)
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Transform> transform(Clause rule, Mode mode) {
        Clause steps = rule.at("transform");
        return switch (mode) {
            case STORE_ONLY, STORE_AND_FORWARD -> {
                refuse(rule, "transform", "is of mode transform_and_store only");
                yield Optional.empty();
            }
            case TRANSFORM_AND_STORE -> Optional.of(Transform.of(steps));
        };
    }

    private static List<TargetName> forwards(Clause rule, Mode mode) {
        return switch (mode) {
            case STORE_ONLY -> {
                refuse(rule, "forward_to", "is of the modes store_and_forward and transform_and_store only");
                yield List.of();
            }
            case STORE_AND_FORWARD -> targets(rule.at("forward_to"));
            case TRANSFORM_AND_STORE ->
                rule.field("forward_to").map(RuleParser::targets).orElse(List.of());
        };
    }

    private static void refuse(Clause rule, String field, String because) {
        if (rule.field(field).isPresent()) {
            throw rule.at(field).wrong(because);
        }
    }

    private static List<TargetName> targets(Clause forwardTo) {
        List<TargetName> targets = new ArrayList<>();
        for (Clause name : forwardTo.some(MAX_TARGETS, "must name at least one target")) {
            TargetName target = target(name);
            if (targets.contains(target)) {
                throw name.wrong("names " + target + " a second time");
            }
            targets.add(target);
        }
        return targets;
    }

    private static TargetName target(Clause name) {
        String must = "must be the name of a target: 1 to 64 of a-z 0-9 . _ -, first a letter or digit";
        String text = name.text(must);
        if (!TargetName.isValid(text)) {
            throw name.wrong(must);
        }
        return new TargetName(text);
    }
}
