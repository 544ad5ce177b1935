package io.devmesh.shared.source;

import java.util.Locale;

/** Who sends the webhooks of a source: decides the signature scheme and the shape of the payload. */
public enum Provider {
    GITHUB;

    /** The name in rows, entries and answers: {@code github}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws IllegalArgumentException for a provider that this version does not know. */
    public static Provider ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
