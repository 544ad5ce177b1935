package io.devmesh.edge.admission;

import java.util.Locale;

/** What a limit limits, as refusals and metrics call it. */
enum LimitType {
    GLOBAL,
    TENANT,
    KEY,
    /** One tool in one tenant. */
    TOOL,
    QUOTA,
    CONCURRENCY,
    STREAMS;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
