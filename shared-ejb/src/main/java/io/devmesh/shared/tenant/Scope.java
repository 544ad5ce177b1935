package io.devmesh.shared.tenant;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API key may do. */
public enum Scope {
    /** To see events, and what became of them. */
    EVENTS_READ("events:read"),
    /** To have dead letters processed again. */
    EVENTS_REPLAY("events:replay"),
    /** Everything. */
    ADMIN("admin");

    /** What a key has to which nothing else is given. */
    public static final Set<Scope> USUAL = Set.of(EVENTS_READ);

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** Whether who has {@code granted} may do what this scope is for. */
    public boolean isIn(Set<Scope> granted) {
        return granted.contains(this) || granted.contains(ADMIN);
    }

    /** Those among {@code wires} that this version knows; another may know more. */
    public static Set<Scope> ofWires(Collection<String> wires) {
        return wires.stream().flatMap(wire -> find(wire).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Scope> find(String wire) {
        return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
    }
}
