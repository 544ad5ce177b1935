package io.devmesh.tools.migrate;

/**
 * Where the target keeps what a migration notes, in the slot of its stream.
 *
 * @param record hash: source, position, counters
 * @param ids hash: an entry's id on the source to its id on the target, while the source has the entry
 * @param lock the token of the one migrate that may write
 */
record MigrationKeys(String stream, String record, String ids, String lock) {
    static MigrationKeys of(String stream) {
        String base = hasTag(stream) ? stream : "{" + stream + "}";
        return new MigrationKeys(stream, base + ":migration", base + ":migration:ids", base + ":migration:lock");
    }

    /** As Redis Cluster finds it: between the first brace and the next closing one, if there is something. */
    private static boolean hasTag(String key) {
        int open = key.indexOf('{');
        return open >= 0 && key.indexOf('}', open) > open + 1;
    }
}
