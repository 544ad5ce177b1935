package io.devmesh.edge.auth;

import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lets in whoever presents nothing, where that is configured. What a proxy passes on comes from who knows where, and needs a key. */
@ApplicationScoped
public class Anonymous {
    /** No key has it. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final AnonymousConfig config;
    private final TenantRepository tenants;

    Anonymous() {
        this(null, null);
    }

    @Inject
    public Anonymous(AnonymousConfig config, TenantRepository tenants) {
        this.config = config;
        this.tenants = tenants;
    }

    /**
     * Empty where the request has to say who sent it. Throws JdbiException where the database is away.
     *
     * @param header gives null where a header is absent
     */
    public Optional<Identity> of(Function<String, String> header) {
        return config.tenant()
                .filter(tenant -> Stream.of("Authorization", "X-API-Key", "Forwarded", "X-Forwarded-For", "Via")
                        .allMatch(name -> header.apply(name) == null))
                .map(this::identity);
    }

    private Identity identity(String tenant) {
        return tenants.find(tenant)
                .<Identity>map(id -> new Authenticated(NOBODY, id, "anonymous", Grants.USUAL, Optional.empty()))
                .orElseGet(() -> new Identity.Unassigned("There is no tenant as EDGE_MCP_ANONYMOUS_TENANT names one"));
    }
}
