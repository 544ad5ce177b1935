package io.devmesh.worker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SourceName;
import io.devmesh.worker.source.SourceBook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class OrderWakerTest {
    private static final SourceName PAUSED = new SourceName("paused");

    private final List<Collection<SourceName>> asked = new ArrayList<>();
    private boolean away;
    private boolean schema = true;
    private final OrderWaker waker = new OrderWaker(new FakeOrders(), new Sources(), new Migration());

    @Test
    void leavesSourcesThatArePaused() {
        waker.look();

        assertThat(asked).containsExactly(Set.of(PAUSED));
    }

    @Test
    void waitsForTheSchema() {
        schema = false;
        waker.look();

        assertThat(asked).isEmpty();
    }

    @Test
    void goesOnAfterADatabaseThatWasAway() {
        away = true;
        waker.look();
        away = false;
        waker.look();

        assertThat(asked).hasSize(2);
    }

    private final class FakeOrders extends EventOrderRepository {
        FakeOrders() {
            super(null);
        }

        @Override
        public int wake(Collection<SourceName> paused) {
            asked.add(paused);
            if (away) {
                throw new Away();
            }
            return 1;
        }
    }

    private static final class Away extends JdbiException {
        private static final long serialVersionUID = 1L;

        Away() {
            super(new SQLException("away", "08006"));
        }
    }

    private static final class Sources extends SourceBook {
        Sources() {
            super(null, null, null);
        }

        @Override
        public Set<SourceName> paused() {
            return Set.of(PAUSED);
        }
    }

    private final class Migration extends SchemaMigration {
        Migration() {
            super(null);
        }

        @Override
        public boolean isDone() {
            return schema;
        }
    }
}
