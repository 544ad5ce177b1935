package io.devmesh.edge.task;

import java.util.Locale;

/** {@code working} and {@code input_required} alternate until one of the others ends the task. */
public enum TaskStatus {
    WORKING,
    INPUT_REQUIRED,
    COMPLETED,
    CANCELLED,
    FAILED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskStatus ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    public boolean isOver() {
        return this == COMPLETED || this == CANCELLED || this == FAILED;
    }
}
