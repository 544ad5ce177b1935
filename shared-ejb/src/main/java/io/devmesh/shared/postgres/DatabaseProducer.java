package io.devmesh.shared.postgres;

import io.devmesh.shared.tenant.ScopeMemory;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

@ApplicationScoped
class DatabaseProducer {
    /** Defined in common.xml. A resource can only be injected into a field. */
    @SuppressWarnings("UnusedVariable") // read by the container
    @Produces
    @Resource(lookup = "jdbc/devmesh")
    private DataSource dataSource;

    /**
     * The same without the container's memory of who uses a connection. One that may be shared stays with a thread for as long as its work
     * goes on that is in no transaction, and a consumer's goes on for as long as the process: it would never be too old.
     */
    @Resource(lookup = "jdbc/devmesh", shareable = false)
    private DataSource unshared;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @Produces
    @Singleton
    Jdbi jdbi(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(() -> isInTransaction() ? dataSource.getConnection() : unshared.getConnection());
        jdbi.configure(ScopeMemory.class, memory -> memory.keepIn(new TransactionScope(transactions)));
        return jdbi.setTransactionHandler(
                new DatabaseTransactions(jdbi.getTransactionHandler(), this::isInTransaction));
    }

    /** One of the container's, whose statements have to be on one connection. */
    private boolean isInTransaction() {
        return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }
}
