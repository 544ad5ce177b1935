package io.devmesh.tools.migrate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells how far it is, about once a second. */
interface Progress {
    /**
     * Says how far it is now.
     *
     * @param behind about how many are still to be copied; 0 is exact
     * @param services that are connected to the source; empty where that can't be known
     */
    void show(MigrationRecord.Counters counters, long behind, Optional<Set<String>> services);

    /** Something that happens seldom. */
    void note(String line);

    /** The counters as they are named in reports. */
    static Map<String, Long> named(MigrationRecord.Counters counters) {
        return new TreeMap<>(Map.of(
                "copied", counters.copied(),
                "renumbered", counters.renumbered(),
                "redelivered", counters.redelivered(),
                "removed", counters.removed()));
    }
}
