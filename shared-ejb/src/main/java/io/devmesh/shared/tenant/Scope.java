package io.devmesh.shared.tenant;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API key may do. */
public enum Scope {
    /** To see events, and what became of them. */
    EVENTS_READ("events:read"),
    /** To have dead letters processed again. */
    EVENTS_REPLAY("events:replay"),
    /** Everything that is of its own tenant. */
    ADMIN("admin"),
    /** Everything, of all tenants: to make tenants, and their first keys. */
    PLATFORM("platform");

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** Whether who has {@code granted} may do what this scope is for. */
    public boolean isIn(Set<Scope> granted) {
        return granted.contains(this) || granted.contains(PLATFORM) || (this != PLATFORM && granted.contains(ADMIN));
    }

    /** Those among {@code wires} that this version knows; another may know more. */
    static Set<Scope> ofWires(Collection<String> wires) {
        return wires.stream().flatMap(wire -> find(wire).stream()).collect(Collectors.toUnmodifiableSet());
    }

    static List<String> wires() {
        return Arrays.stream(values()).map(Scope::wire).toList();
    }

    static Optional<Scope> find(String wire) {
        return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
    }
}
