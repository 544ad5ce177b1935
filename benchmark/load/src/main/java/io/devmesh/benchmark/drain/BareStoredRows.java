package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.servers.Store;

/**
 * A bare program's: the primary keys see to it that none is there twice.
 *
 * @param effects for each event; 0 where the program writes none
 */
record BareStoredRows(Store store, BareTables tables, int effects) implements StoredRows {
    @Override
    public String table() {
        return tables.schema() + ".event";
    }

    @Override
    public void check(long events, long bodyBytes) {
        long stored = count("SELECT count(*) FROM " + table());
        long done = count("SELECT count(*) FROM " + tables.schema() + ".effect");
        if (stored != events || done != events * effects) {
            throw new IllegalStateException("There are " + stored + " events and " + done + " effects of " + events);
        }
        // JSON is not kept byte for byte.
        if (tables.body() == BareTables.Body.BYTES
                && count("SELECT coalesce(sum(octet_length(body)), 0) FROM " + table()) != bodyBytes) {
            throw new IllegalStateException("The bodies have not " + bodyBytes + " bytes");
        }
    }

    private long count(String query) {
        return store.database().createQuery(query).mapTo(Long.class).one();
    }
}
