package io.devmesh.shared.event;

import java.util.Locale;

/** The columns that events can be counted by. */
public enum EventGroup {
    SOURCE,
    TYPE,
    STATUS,
    REPOSITORY;

    /** The column's name, and the word in answers. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
