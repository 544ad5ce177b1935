package io.devmesh.tools.limit;

import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.limit.QuotaRepository;
import io.devmesh.shared.limit.QuotaRepository.Account;
import io.devmesh.shared.limit.QuotaRepository.Use;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh quota}. */
@Command(
        name = "quota",
        description =
                "Shows how many calls a tenant has made of its quotas, and its keys that have their own, in this day"
                        + " and month of UTC. What replicas hold ahead of its use counts.",
        mixinStandardHelpOptions = true)
public final class QuotaCommand implements Callable<Integer> {
    private static final String LINE = "%-36s  %-6s %-12s %12s %14s%n";

    private final Supplier<DataSource> database;
    private final Clock clock;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose quotas.")
    private String tenant;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "Also earlier days and months, from that one on: 2026-11-01, for example.")
    private Optional<String> from = Optional.empty();

    @Spec
    private CommandSpec spec;

    /** Opens a connection only where it runs. */
    public QuotaCommand(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<LocalDate> first = from.map(QuotaCommand::day);
        Jdbi jdbi = Jdbi.create(database.get());
        TenantId whose = Tenants.find(jdbi, tenant);
        QuotaRepository quotas = new QuotaRepository(jdbi);
        List<Use> uses =
                first.map(day -> quotas.list(whose, day)).orElseGet(() -> quotas.current(whose, clock.instant()));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "OF", "PERIOD", "FROM", "USED", "LIMIT");
        for (Use use : uses) {
            Account account = use.account();
            out.printf(
                    LINE,
                    holder(jdbi, account),
                    account.period().label(),
                    account.start(),
                    use.used(),
                    limit(jdbi, account));
        }
        out.flush();
        return 0;
    }

    private String holder(Jdbi jdbi, Account account) {
        return account.isTenants()
                ? tenant
                : new ApiKeyRepository(jdbi)
                        .get(account.tenant(), account.holder())
                        .map(key -> key.prefix() + " (" + key.name() + ")")
                        .orElseGet(() -> account.holder().toString());
    }

    private static String limit(Jdbi jdbi, Account account) {
        LimitRepository.Overrides found = new LimitRepository(jdbi).find(account.tenant(), account.holder());
        LimitOverride limits = account.isTenants() ? found.tenant() : found.key();
        OptionalInt limit = account.period().quota(limits);
        return limit.isPresent() ? Integer.toString(limit.getAsInt()) : "as configured";
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw new CommandFailedException("--from is not a day such as 2026-11-23");
        }
    }
}
