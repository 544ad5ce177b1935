package io.devmesh.worker.api;

import io.devmesh.shared.tenant.Grants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key that a caller wants.
 *
 * @param type how it begins
 */
record KeyRequest(String name, String type, Grants grants, Optional<Instant> expiresAt) {
    static final Set<String> FIELDS = Set.of("name", "type", "scopes", "toolset", "expires_at");

    private static final Set<String> TYPES = Set.of("usr", "agt", "adm", "gw");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_OVERLAP = 90 * 24 * 60 * 60;

    static KeyRequest of(ObjectNode json) {
        String name = Input.text(json, "name")
                .filter(text -> text.length() <= LONGEST_NAME)
                .orElseThrow(() -> Input.invalid("name is missing, or has more than " + LONGEST_NAME + " characters"));
        String type = Input.text(json, "type").orElse("usr");
        if (!TYPES.contains(type)) {
            throw Input.invalid("type must be one of usr, agt, adm and gw");
        }
        Optional<Instant> end = Input.text(json, "expires_at").flatMap(text -> Input.time("expires_at", text));
        return new KeyRequest(name, type, grants(json), end);
    }

    /** The usual ones where no scopes are given. */
    static Grants grants(ObjectNode json) {
        List<String> scopes = json.has("scopes") ? texts(json, "scopes") : Grants.USUAL.wires();
        return Input.checked("scopes or toolset", () -> Grants.parse(scopes, texts(json, "toolset")));
    }

    static Duration overlap(ObjectNode json) {
        JsonNode seconds = json.path("overlap_seconds");
        if (seconds.isMissingNode()) {
            return Duration.ofDays(1);
        }
        if (!seconds.isInt() || seconds.intValue() < 0 || seconds.intValue() > LONGEST_OVERLAP) {
            throw Input.invalid("overlap_seconds is a number from 0 to " + LONGEST_OVERLAP);
        }
        return Duration.ofSeconds(seconds.intValue());
    }

    private static List<String> texts(ObjectNode json, String name) {
        JsonNode list = json.path(name);
        boolean good =
                list.isMissingNode() || (list.isArray() && list.valueStream().allMatch(JsonNode::isString));
        if (!good) {
            throw Input.invalid(name + " is not a list of texts");
        }
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
