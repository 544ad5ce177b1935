package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** What operators do to tenants, each with its row in {@code audit_entry}. */
@ApplicationScoped
public class TenantOperationRepository {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

    private final DatabaseScope scope;

    TenantOperationRepository() {
        this(null);
    }

    @Inject
    public TenantOperationRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** Whether a tenant may be called so: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit. */
    public static boolean isName(String name) {
        return FORM.matcher(name).matches();
    }

    /** Makes a tenant; empty where there is one of that name. */
    public Optional<TenantId> create(String actor, String name) {
        return scope.ofAll().with(handle -> {
            Optional<TenantId> made = TenantRepository.insert(handle, name);
            made.ifPresent(tenant -> new Operator(tenant, actor)
                    .note(handle, "tenant.create", name, Json.mapper().createObjectNode()));
            return made;
        });
    }
}
