package io.devmesh.tools.tenant;

import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh key list}. */
@Command(
        name = "list",
        description = "Lists a tenant's keys: what they may do, never what they are.",
        mixinStandardHelpOptions = true)
final class ListKeysCommand implements Callable<Integer> {
    private static final String LINE = "%-36s  %-12s %-24s %-28s %s%n";

    private final Supplier<DataSource> database;
    private final Clock clock;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose keys.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    ListKeysCommand(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        Instant now = clock.instant();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "ID", "PREFIX", "NAME", "STATE", "MAY");
        for (StoredKey key : new ApiKeyRepository(jdbi).list(Tenants.find(jdbi, tenant))) {
            String tools = key.grants().tools().isEmpty()
                    ? ""
                    : "; only " + String.join(",", key.grants().tools());
            out.printf(
                    LINE,
                    key.id(),
                    key.prefix(),
                    key.name(),
                    state(key, now),
                    String.join(",", key.grants().wires()) + tools);
        }
        out.flush();
        return 0;
    }

    private static String state(StoredKey key, Instant now) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        return key.expiresAt()
                .map(end -> end.isAfter(now) ? "until " + end : "expired")
                .orElse("works");
    }
}
