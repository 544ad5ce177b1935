package io.devmesh.edge.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The revisions of MCP that are spoken, oldest first. */
public enum ProtocolVersion {
    V2024_11_05("2024-11-05", Era.SESSION),
    V2025_03_26("2025-03-26", Era.SESSION),
    V2025_06_18("2025-06-18", Era.SESSION),
    V2025_11_25("2025-11-25", Era.SESSION),
    V2026_07_28("2026-07-28", Era.STATELESS);

    /** How a conversation goes: with a session that initialize starts, or with requests that stand alone. */
    public enum Era {
        SESSION,
        STATELESS
    }

    private static final Map<String, ProtocolVersion> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ProtocolVersion::wire, Function.identity()));

    private final String wire;
    private final Era era;

    ProtocolVersion(String wire, Era era) {
        this.wire = wire;
        this.era = era;
    }

    public String wire() {
        return wire;
    }

    public Era era() {
        return era;
    }

    public static Optional<ProtocolVersion> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    /** Newest first. */
    public static List<ProtocolVersion> of(Era era) {
        return Arrays.stream(values())
                .filter(version -> version.era == era)
                .toList()
                .reversed();
    }
}
