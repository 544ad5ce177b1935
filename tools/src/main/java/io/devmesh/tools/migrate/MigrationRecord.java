package io.devmesh.tools.migrate;

import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.StreamEntryID;

/**
 * How far a migration is, as the target has it.
 *
 * @param source address of the source
 * @param runId of the source's process; the ids below belong to it
 * @param mark name of the group that we made on the source's stream; empty where we may not
 * @param position id of the last entry of the source that was looked at
 */
record MigrationRecord(String source, String runId, Optional<String> mark, StreamEntryID position, Counters counters) {
    /**
     * Over all runs.
     *
     * @param renumbered of those copied, the ones that got another id, because the target had a newer one already
     * @param redelivered of those copied, the ones that were pending or done, and will be delivered anew, because the
     *     target had undelivered ones before them
     * @param removed the ones that were done on the source before anybody on the target had them
     */
    record Counters(long copied, long renumbered, long redelivered, long removed) {}

    MigrationRecord at(StreamEntryID newPosition) {
        return new MigrationRecord(source, runId, mark, newPosition, counters);
    }

    static MigrationRecord of(Map<String, String> fields) {
        return new MigrationRecord(
                fields.getOrDefault("source", ""),
                fields.getOrDefault("run_id", ""),
                Optional.of(fields.getOrDefault("mark", "")).filter(mark -> !mark.isEmpty()),
                new StreamEntryID(fields.getOrDefault("position", "0-0")),
                new Counters(
                        number(fields, "copied"),
                        number(fields, "renumbered"),
                        number(fields, "redelivered"),
                        number(fields, "removed")));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
