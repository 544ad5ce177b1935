package io.devmesh.shared.event;

/**
 * Between those who store what they have read and the one who takes over what another has. A Worker that was frozen, or whose statements
 * were held up, goes on with what it had read while another already stores the same, and then neither sees the rows of the other: an event
 * would be processed before an older one of its order, which becomes a row that waits in the same moment.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">Advisory Locks</a>
 */
final class OrderLock {
    private static final String KEY = "hashtextextended('orders', 0)";

    /** As an expression, until the transaction ends; a statement behind it sees all that was taken over. */
    static final String SHARED = "pg_advisory_xact_lock_shared(" + KEY + ")";

    static final String EXCLUSIVE = "pg_advisory_xact_lock(" + KEY + ")";

    private OrderLock() {}
}
