package io.devmesh.shared.tenant;

import java.util.Optional;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * What {@link DatabaseScope} has told PostgreSQL in the transaction that a thread is in, where more than one statement may belong to it:
 * it need not be told again for each.
 */
public final class ScopeMemory implements JdbiConfig<ScopeMemory> {
    /** Keeps a text for as long as the calling thread's transaction lasts; nothing where that has none. */
    public interface OfTransaction {
        Optional<String> scope();

        void note(String scope);

        /** Whether the calling thread is in one, be it one that can only be rolled back. */
        boolean isOpen();
    }

    private OfTransaction memory = new OfTransaction() {
        @Override
        public Optional<String> scope() {
            return Optional.empty();
        }

        @Override
        public void note(String scope) {
            // A transaction that Jdbi has begun has one scope.
        }

        @Override
        public boolean isOpen() {
            return false;
        }
    };

    /** Remembers nothing yet. */
    public ScopeMemory() {}

    /** From now on. */
    public void keepIn(OfTransaction place) {
        memory = place;
    }

    boolean isInTransaction() {
        return memory.isOpen();
    }

    boolean holds(String scope) {
        return memory.scope().filter(scope::equals).isPresent();
    }

    void note(String scope) {
        memory.note(scope);
    }

    @Override
    public ScopeMemory createCopy() {
        return this;
    }
}
