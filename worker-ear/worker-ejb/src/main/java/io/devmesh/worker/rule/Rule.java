package io.devmesh.worker.rule;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.TargetName;
import io.devmesh.worker.process.payload.Payload;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is done with events of some types.
 *
 * @param path where it stands in the rules
 * @param types none for all
 */
record Rule(
        String path,
        List<TypePattern> types,
        Optional<PayloadSchema> schema,
        Optional<Transform> transform,
        List<TargetName> forwards) {
    Rule {
        types = List.copyOf(types);
        forwards = List.copyOf(forwards);
    }

    boolean appliesTo(String type) {
        return types.isEmpty() || types.stream().anyMatch(pattern -> pattern.matches(type));
    }

    Verdict judge(WebhookEvent event) {
        if (schema.isEmpty() && transform.isEmpty()) {
            return new Verdict.Store(Optional.empty(), forwards);
        }
        return switch (Payload.of(event)) {
            case Payload.Parsed(var root) -> judge(root);
            case Payload.Refused(String reason) -> new Verdict.Violation(path + " needs JSON, but " + reason);
        };
    }

    private Verdict judge(JsonNode payload) {
        try {
            schema.ifPresent(wanted -> wanted.check(payload));
            return new Verdict.Store(transform.map(steps -> steps.apply(payload)), forwards);
        } catch (ViolationException violation) {
            return new Verdict.Violation(violation.getMessage());
        }
    }
}
