package io.devmesh.shared.doctor;

import java.util.Map;
import java.util.Optional;

/**
 * How a store is, for a section of {@code /health/ready}. Holds no secret.
 *
 * @param problem cause and fix on one line; empty where it serves
 * @param facts what is known about it beside: flat names and texts
 */
public record StoreHealth(Optional<String> problem, Map<String, String> facts) {
    public StoreHealth {
        facts = Map.copyOf(facts);
    }

    public boolean isUp() {
        return problem.isEmpty();
    }

    /** {@code up}, or the problem. */
    public String text() {
        return problem.orElse("up");
    }
}
