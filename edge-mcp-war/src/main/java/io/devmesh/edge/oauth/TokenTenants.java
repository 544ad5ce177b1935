package io.devmesh.edge.oauth;

import static java.lang.System.Logger.Level.WARNING;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The tenant that a claim names, remembered for a minute. Throws JdbiException where the database is away. */
final class TokenTenants {
    private static final System.Logger LOG = System.getLogger(TokenTenants.class.getName());
    private static final int LONGEST = 200;

    private final Map<String, String> names;
    private final TenantRepository tenants;
    private final LoadingCache<String, Optional<TenantId>> known;

    TokenTenants(Map<String, String> names, TenantRepository tenants, LongSupplier nanoTime) {
        this.names = names;
        this.tenants = tenants;
        this.known = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(1))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build(this::look);
    }

    Optional<TenantId> find(String claim) {
        return claim.length() > LONGEST ? Optional.empty() : known.get(claim);
    }

    private Optional<TenantId> look(String claim) {
        Optional<TenantId> tenant = names.isEmpty()
                ? named(claim)
                : Optional.ofNullable(names.get(claim)).flatMap(this::named);
        if (tenant.isEmpty()) {
            LOG.log(
                    WARNING,
                    "Tokens with the tenant \"" + claim.replaceAll("\\p{Cntrl}", "?") + "\" lead to no tenant here");
        }
        return tenant;
    }

    private Optional<TenantId> named(String tenant) {
        return tenants.find(tenant).or(() -> uuid(tenant).flatMap(tenants::findById));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
