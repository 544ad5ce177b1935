package io.devmesh.tools.audit;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code devmesh audit export}. */
@Command(
        name = "export",
        description = "Prints entries as JSON lines, the oldest first.",
        mixinStandardHelpOptions = true)
final class ExportAuditCommand implements Callable<Integer> {
    private static final int AT_ONCE = 1_000;

    private final Supplier<DataSource> database;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose; without it what belongs to no tenant, such as refused keys.")
    private Optional<String> tenant = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME", description = "From 2026-11-23T08:00:00Z on, for example.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--after",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Only those behind that number.")
    private long after;

    @Spec
    private CommandSpec spec;

    ExportAuditCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Optional<Instant> from = since.map(ExportAuditCommand::moment);
        Jdbi jdbi = Jdbi.create(database.get());
        AuditRepository audit = new AuditRepository(jdbi);
        TenantId whose = tenant.map(name -> Tenants.find(jdbi, name)).orElse(AuditEntry.NOBODY);
        PrintWriter out = spec.commandLine().getOut();
        long last = after;
        List<ObjectNode> page;
        do {
            page = audit.page(whose, last, from, AT_ONCE);
            page.forEach(out::println);
            last = page.isEmpty() ? last : page.getLast().path("seq").longValue();
        } while (page.size() == AT_ONCE);
        out.flush();
        return 0;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new CommandFailedException("--since is not a time such as 2026-11-23T08:00:00Z");
        }
    }
}
