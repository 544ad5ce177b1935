package io.devmesh.worker.inbox;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.worker.source.SourceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.JdbiException;

/** Sees to it that no order waits for good because its first event is not due, whatever the reason. */
@ApplicationScoped
public class OrderWaker {
    private static final System.Logger LOG = System.getLogger(OrderWaker.class.getName());

    private final EventOrderRepository orders;
    private final SourceBook sources;
    private final SchemaMigration migration;

    OrderWaker() {
        this(null, null, null);
    }

    @Inject
    OrderWaker(EventOrderRepository orders, SourceBook sources, SchemaMigration migration) {
        this.orders = orders;
        this.sources = sources;
        this.migration = migration;
    }

    /** Costs a row of each order; never throws for a database that is away. */
    void look() {
        if (!migration.isDone()) {
            return;
        }
        try {
            int woken = orders.wake(sources.paused());
            if (woken > 0) {
                LOG.log(INFO, woken + " events were the first of their order and not due; they are now");
            }
        } catch (JdbiException away) {
            LOG.log(WARNING, "Orders that wait could not be looked through: " + RootCause.of(away));
        }
    }
}
