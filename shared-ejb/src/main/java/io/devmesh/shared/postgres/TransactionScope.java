package io.devmesh.shared.postgres;

import io.devmesh.shared.tenant.ScopeMemory;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** Keeps the scope with the container's transaction. */
record TransactionScope(TransactionSynchronizationRegistry transactions) implements ScopeMemory.OfTransaction {
    @Override
    public Optional<String> scope() {
        return isActive()
                ? Optional.ofNullable((String) transactions.getResource(TransactionScope.class))
                : Optional.empty();
    }

    @Override
    public void note(String scope) {
        if (isActive()) {
            transactions.putResource(TransactionScope.class, scope);
        }
    }

    @Override
    public boolean isOpen() {
        return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    private boolean isActive() {
        return transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
    }
}
