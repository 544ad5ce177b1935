package io.devmesh.tools.audit;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.audit.AuditVerdict;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh audit verify}. */
@Command(
        name = "verify",
        description =
                "Computes the chain of hashes again, and names the first entry that is not as it was written. The hash"
                        + " of the newest entry, noted elsewhere, shows later that none was cut off.",
        mixinStandardHelpOptions = true)
final class VerifyAuditCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    private final Supplier<DataSource> database;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose; all unless set.")
    private Optional<String> tenant = Optional.empty();

    @Spec
    private CommandSpec spec;

    VerifyAuditCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        Map<String, TenantId> chains = new LinkedHashMap<>();
        tenant.ifPresentOrElse(name -> chains.put(name, Tenants.find(jdbi, name)), () -> {
            chains.put("(no tenant)", AuditEntry.NOBODY);
            new TenantRepository(jdbi).list().forEach(each -> chains.put(each.name(), each.id()));
        });
        PrintWriter out = spec.commandLine().getOut();
        int broken = 0;
        for (Map.Entry<String, TenantId> chain : chains.entrySet()) {
            String line = switch (new AuditRepository(jdbi).verify(chain.getValue())) {
                case AuditVerdict.Intact(long first, long last, String hash) ->
                    first > last
                            ? "no entries, the last was number " + last + ", hash " + hash
                            : "entries " + first + " to " + last + " are as written, hash " + hash;
                case AuditVerdict.Broken(long number, String reason) -> {
                    broken++;
                    yield "BROKEN at entry " + number + ": " + reason;
                }
            };
            out.println(chain.getKey() + ": " + line);
        }
        out.flush();
        return broken == 0 ? 0 : BROKEN;
    }
}
