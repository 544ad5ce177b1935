package io.devmesh.benchmark.servers;

import io.devmesh.local.Database;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * A tenant of this run's own, and how to call in its name.
 *
 * @param source its webhook source
 * @param key of the MCP endpoint
 */
public record Access(TenantId tenant, Source source, ApiKey key) {
    /** Brings the schema up to date and stores what a caller needs. */
    static Access create(Database database) {
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        Jdbi jdbi = Jdbi.create(database.dataSource());
        String name = "benchmark-" + UUID.randomUUID();
        TenantId tenant = new TenantRepository(jdbi).ensure(name);
        ApiKey key = ApiKey.generate("agt");
        new ApiKeyRepository(jdbi).store(tenant, name, key);
        Source source = new Source(
                new SourceName(name),
                tenant,
                Provider.GITHUB,
                List.of(UUID.randomUUID().toString()));
        new SourceRepository(jdbi).store(source);
        return new Access(tenant, source, key);
    }

    public String secret() {
        return source.secrets().getFirst();
    }
}
