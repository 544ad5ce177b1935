package io.devmesh.worker.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule does with events beyond storing them. */
enum Mode {
    STORE_ONLY,
    STORE_AND_FORWARD,
    TRANSFORM_AND_STORE;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> ofWire(String wire) {
        return Arrays.stream(values()).filter(mode -> mode.wire().equals(wire)).findFirst();
    }
}
