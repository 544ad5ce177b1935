package io.devmesh.shared.tenant;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code tenant} and {@code api_key}. */
@ApplicationScoped
public class TenantRepository {
    private final Jdbi jdbi;

    TenantRepository() {
        this(null);
    }

    @Inject
    public TenantRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The tenant of that name. */
    public Optional<TenantId> find(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM tenant WHERE name = :name")
                .bind("name", name)
                .mapTo(UUID.class)
                .findOne()
                .map(TenantId::new));
    }

    /** The tenant of that id. */
    public Optional<TenantId> findById(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM tenant WHERE id = :id")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne()
                .map(TenantId::new));
    }

    /** The tenant of that name, made if there is none. */
    public TenantId ensure(String name) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("INSERT INTO tenant (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING")
                    .bind("id", UuidCreator.getTimeOrderedEpoch())
                    .bind("name", name)
                    .execute();
            return new TenantId(handle.createQuery("SELECT id FROM tenant WHERE name = :name")
                    .bind("name", name)
                    .mapTo(UUID.class)
                    .one());
        });
    }
}
