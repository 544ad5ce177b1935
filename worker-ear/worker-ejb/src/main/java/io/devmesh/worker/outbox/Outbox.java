package io.devmesh.worker.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Where whoever stores events leaves what is to be sent on. */
@ApplicationScoped
public class Outbox {
    private final OutboxRepository rows;

    Outbox() {
        this(null);
    }

    @Inject
    public Outbox(OutboxRepository rows) {
        this.rows = rows;
    }

    /**
     * Takes part in the caller's transaction, in one statement. Those with the same order key have to come one transaction
     * after the other, and stand in their order inside of one. One whose target there is not is dead from the start.
     */
    public void add(List<Forward> forwards) {
        if (!forwards.isEmpty()) {
            rows.insert(forwards);
        }
    }
}
