package io.devmesh.benchmark.drain;

/** What a program has left in PostgreSQL. */
public interface StoredRows {
    /** With its schema; has {@code received_at}. */
    String table();

    /**
     * Throws where it is anything but this.
     *
     * @param events each of them once
     * @param bodyBytes of all together
     */
    void check(long events, long bodyBytes);
}
