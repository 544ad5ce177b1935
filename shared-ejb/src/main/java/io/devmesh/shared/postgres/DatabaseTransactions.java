package io.devmesh.shared.postgres;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Begins transactions of its own, except within one of the container's, which it takes part in. */
final class DatabaseTransactions extends DelegatingTransactionHandler {
    private final BooleanSupplier containers;

    /**
     * A handler for Jdbi.
     *
     * @param containers whether the calling thread is in a transaction of the container's
     */
    DatabaseTransactions(TransactionHandler own, BooleanSupplier containers) {
        super(own);
        this.containers = containers;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback) throws X {
        return containers.getAsBoolean() ? callback.withHandle(handle) : super.inTransaction(handle, callback);
    }

    /** Within the container's, its isolation holds. */
    @Override
    public <R, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> callback) throws X {
        return containers.getAsBoolean() ? callback.withHandle(handle) : super.inTransaction(handle, level, callback);
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
        return new DatabaseTransactions(getDelegate().specialize(handle), containers);
    }
}
