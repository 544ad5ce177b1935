package io.devmesh.edge.admission;

import io.devmesh.shared.limit.QuotaRepository;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.ConnectionException;

/** What was used, in memory; may be away. */
final class MemoryQuotas extends QuotaRepository {
    final Map<Account, Long> used = new HashMap<>();
    boolean away;
    int leases;

    MemoryQuotas() {
        super(null);
    }

    @Override
    public synchronized Lease lease(Account account, long least, long most, long limit) {
        checkHere();
        leases++;
        long before = used.getOrDefault(account, 0L);
        if (before + least > limit) {
            return new Lease(0, before);
        }
        long granted = Math.min(most, limit - before);
        used.put(account, before + granted);
        return new Lease(granted, before + granted);
    }

    @Override
    public synchronized void add(Account account, long count) {
        checkHere();
        used.merge(account, count, Long::sum);
    }

    long total() {
        return used.values().stream().mapToLong(Long::longValue).sum();
    }

    private void checkHere() {
        if (away) {
            throw new ConnectionException(new java.sql.SQLException("away"));
        }
    }
}
