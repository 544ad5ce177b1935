package io.devmesh.system.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** What another Worker would do and see meanwhile. */
@ApplicationScoped
public class AnotherTransaction {
    /** Leaves the caller's transaction aside, and commits its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T get(Supplier<T> work) {
        return work.get();
    }
}
