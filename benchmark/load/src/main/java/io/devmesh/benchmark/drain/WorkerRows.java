package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.servers.Store;

/** The Worker's: all processed, with all their bytes. */
public record WorkerRows(Store store) implements StoredRows {
    @Override
    public String table() {
        return "devmesh.event";
    }

    @Override
    public void check(long events, long bodyBytes) {
        Store.Rows rows = store.rows();
        Store.Rows expected = new Store.Rows(events, events, events, bodyBytes);
        if (!rows.equals(expected)) {
            throw new IllegalStateException("The Worker left " + rows + " instead of " + expected);
        }
    }
}
