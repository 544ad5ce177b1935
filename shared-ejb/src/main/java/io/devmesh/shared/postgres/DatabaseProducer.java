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

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @Produces
    @Singleton
    Jdbi jdbi(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        jdbi.configure(ScopeMemory.class, memory -> memory.keepIn(new TransactionScope(transactions)));
        return jdbi.setTransactionHandler(new DatabaseTransactions(
                jdbi.getTransactionHandler(),
                () -> transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION));
    }
}
