package io.devmesh.tools.target;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.operation.TargetOperationRepository;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.Target;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetUrl;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code devmesh target add}. */
@Command(
        name = "add",
        description = "Makes a target: an HTTPS URL that events are forwarded to.",
        mixinStandardHelpOptions = true)
final class AddTargetCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Supplier<SecretVault> vault;

    @Parameters(
            paramLabel = "NAME",
            converter = Name.class,
            description = "What rules call it: a-z, 0-9, '.', '_' and '-', unique in its tenant.")
    private TargetName name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose events it gets.")
    private String tenant;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            converter = Url.class,
            description = "Where requests go: https, without user and password.")
    private TargetUrl url;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "A file with the signing secret, whsec_ and Base64. Without it a secret is made and shown once.")
    private Optional<Path> secretFile = Optional.empty();

    @Option(
            names = "--max-concurrency",
            paramLabel = "NUMBER",
            defaultValue = "4",
            description = "Requests at the same time, 1 to 64; ${DEFAULT-VALUE} unless set.")
    private int maxConcurrency;

    @Spec
    private CommandSpec spec;

    AddTargetCommand(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Integer call() {
        if (maxConcurrency < 1 || maxConcurrency > Target.MOST_CONCURRENCY) {
            throw new CommandFailedException("--max-concurrency is a number from 1 to " + Target.MOST_CONCURRENCY);
        }
        SigningSecret secret = secretFile.map(AddTargetCommand::read).orElseGet(SigningSecret::generate);
        Jdbi jdbi = Jdbi.create(database.get());
        Target target = new Target(Tenants.find(jdbi, tenant), name, url, secret, maxConcurrency);
        TargetOperationRepository operations =
                new TargetOperationRepository(jdbi, new TargetRepository(jdbi, vault.get()));
        if (!operations.create(new Operator(target.tenant(), User.actor()), target)) {
            throw new CommandFailedException("There is a target called " + name + " already");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Target " + name + " is ready");
        if (secretFile.isEmpty()) {
            out.println("Secret, shown once: " + secret.reveal());
        }
        out.flush();
        return 0;
    }

    private static SigningSecret read(Path file) {
        try {
            return SigningSecret.parse(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new CommandFailedException("--secret-file " + file + " can't be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailedException("--secret-file " + file + ": " + wrong.getMessage());
        }
    }

    /** What {@link TargetUrl} allows. */
    static final class Url implements ITypeConverter<TargetUrl> {
        @Override
        public TargetUrl convert(String text) {
            try {
                return TargetUrl.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException("the URL " + wrong.getMessage());
            }
        }
    }
}
