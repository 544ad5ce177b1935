package io.devmesh.shared.doctor;

import java.util.Locale;

/** How much a finding matters; later ones are worse. */
public enum Severity {
    /** As it should be. */
    OK,
    /** Could not be told, or worth knowing. */
    INFO,
    /** Works now, and will hurt one day. */
    WARNING,
    /** Does not work. */
    ERROR;

    /** As the JSON form calls it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
