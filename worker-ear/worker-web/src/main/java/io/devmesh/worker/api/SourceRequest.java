package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.NewSecret;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceSettings;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.rule.RuleBook;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A source that a caller wants.
 *
 * @param source with its secret
 * @param shown the secret, where it was made here and the caller has to be told
 */
record SourceRequest(Source source, Optional<String> shown) {
    static final Set<String> FIELDS = Set.of("name", "provider", "secret", "settings", "processing");

    /** @param targets the tenant's, which rules may name */
    static SourceRequest of(ObjectNode json, TenantId tenant, Set<TargetName> targets) {
        Provider provider = provider(json);
        Optional<String> given = Input.text(json, "secret");
        String secret = given.orElseGet(() -> NewSecret.of(provider));
        Source source = new Source(
                name(json),
                tenant,
                provider,
                List.of(secret),
                settings(json),
                processing(Input.object(json, "processing").orElseGet(Json.mapper()::createObjectNode), targets));
        return new SourceRequest(source, given.isPresent() ? Optional.empty() : Optional.of(secret));
    }

    /** How events are processed; rules are compiled, so that what is wrong with them is told now. */
    static Processing processing(ObjectNode json, Set<TargetName> targets) {
        Processing processing = Input.checked("processing", () -> Processing.of(json));
        RuleBook rules = Input.checked(
                "processing", () -> RuleBook.parse(processing.rules().orElseGet(MissingNode::getInstance)));
        String unknown = rules.targets().stream()
                .filter(target -> !targets.contains(target))
                .map(TargetName::value)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw Input.invalid("processing: rules forward to targets that there are not: " + unknown);
        }
        return processing;
    }

    private static SourceName name(ObjectNode json) {
        return Input.text(json, "name")
                .filter(SourceName::isValid)
                .map(SourceName::new)
                .orElseThrow(() -> Input.invalid("name must match [a-z0-9][a-z0-9._-]{0,63}"));
    }

    private static Provider provider(ObjectNode json) {
        Optional<String> wire = Input.text(json, "provider");
        return Arrays.stream(Provider.values())
                .filter(provider -> wire.filter(provider.wire()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> Input.invalid("provider must be one of "
                        + Arrays.stream(Provider.values()).map(Provider::wire).collect(Collectors.joining(", "))));
    }

    private static SourceSettings settings(ObjectNode json) {
        ObjectNode settings = Input.object(json, "settings").orElseGet(Json.mapper()::createObjectNode);
        return Input.checked("settings", () -> SourceSettings.of(settings));
    }
}
