package io.devmesh.tools.limit;

import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh limit list}. */
@Command(
        name = "list",
        description =
                "Lists the limits of a tenant and its keys that are not those of the variables, as the options that"
                        + " set them.",
        mixinStandardHelpOptions = true)
final class ListLimitsCommand implements Callable<Integer> {
    private static final String LINE = "%-36s  %-12s %-24s %s%n";

    private final Supplier<DataSource> database;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose limits.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    ListLimitsCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        TenantId whose = Tenants.find(jdbi, tenant);
        LimitRepository limits = new LimitRepository(jdbi);
        LimitOverride ofTenant = limits.find(whose);
        Map<UUID, LimitOverride> ofKeys = limits.listKeys(whose);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "KEY", "PREFIX", "NAME", "LIMITS");
        if (!ofTenant.values().isEmpty()) {
            out.printf(LINE, "(the tenant)", "", tenant, LimitText.of(ofTenant));
        }
        for (StoredKey key : new ApiKeyRepository(jdbi).list(whose)) {
            if (ofKeys.containsKey(key.id())) {
                out.printf(LINE, key.id(), key.prefix(), key.name(), LimitText.of(ofKeys.get(key.id())));
            }
        }
        out.flush();
        return 0;
    }
}
