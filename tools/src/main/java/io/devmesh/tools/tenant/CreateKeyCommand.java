package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.KeyOperationRepository;
import io.devmesh.shared.operation.KeyOperationRepository.Made;
import io.devmesh.shared.operation.Operator;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devmesh key create}. */
@Command(name = "create", description = "Makes a key and shows it, once.", mixinStandardHelpOptions = true)
final class CreateKeyCommand implements Callable<Integer> {
    private static final Set<String> TYPES = Set.of("usr", "agt", "adm", "gw");
    private static final int LONGEST_NAME = 100;

    private final Supplier<DataSource> database;
    private final Clock clock;

    @Parameters(paramLabel = "NAME", description = "Who gets it: what the audit log calls whoever uses it.")
    private String name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose data it may see.")
    private String tenant;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "usr",
            description = "How the key begins, for people: usr, agt, adm or gw; ${DEFAULT-VALUE} unless set.")
    private String type;

    @Option(
            names = "--expires-in",
            paramLabel = "DURATION",
            description = "How long it works: 12h or 90d, for example; for ever unless set.")
    private Optional<String> expiresIn = Optional.empty();

    @Mixin
    private GrantOptions options;

    @Spec
    private CommandSpec spec;

    CreateKeyCommand(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!TYPES.contains(type)) {
            throw new CommandFailedException("--type is one of usr, agt, adm and gw");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new CommandFailedException(
                    "The name of a key has 1 to " + LONGEST_NAME + " characters, none for control");
        }
        Optional<Duration> life = expiresIn.map(text -> Durations.parse("--expires-in", text));
        Jdbi jdbi = Jdbi.create(database.get());
        Operator operator = new Operator(Tenants.find(jdbi, tenant), User.actor());
        Made made = new KeyOperationRepository(jdbi, clock)
                .create(operator, name, type, options.grants(), life.map(clock.instant()::plus));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Id: " + made.id());
        out.println("Key, shown once: " + made.key().reveal());
        out.flush();
        return 0;
    }
}
