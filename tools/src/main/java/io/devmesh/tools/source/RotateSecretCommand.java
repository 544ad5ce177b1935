package io.devmesh.tools.source;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.operation.SourceOperationRepository;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.NewSecret;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devmesh source rotate-secret}: once to add the new one, once more to retire the old one. */
@Command(
        name = "rotate-secret",
        description = "Gives a source a second secret, or with --retire ends all but the newest. Until then both are"
                + " accepted, so that the sender can change over in between.",
        mixinStandardHelpOptions = true)
final class RotateSecretCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Supplier<SecretVault> vault;

    @Parameters(
            paramLabel = "NAME",
            converter = SourceNameConverter.class,
            description = "The source, as in the last part of its URL.")
    private SourceName name;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file with the sender's new secret. Without it a secret is made and shown once.")
    private Optional<Path> secretFile = Optional.empty();

    @Option(names = "--retire", description = "End the older secrets, now that the sender uses the newest.")
    private boolean retires;

    @Spec
    private CommandSpec spec;

    RotateSecretCommand(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Integer call() {
        if (retires && secretFile.isPresent()) {
            throw new CommandFailedException("--retire adds no secret, so it can't have a --secret-file");
        }
        Jdbi jdbi = Jdbi.create(database.get());
        SourceRepository sources = new SourceRepository(jdbi, vault.get());
        SourceOperationRepository operations = new SourceOperationRepository(jdbi, sources);
        Source source = find(sources);
        Operator operator = new Operator(source.tenant(), User.actor());
        if (retires) {
            say("Retired secrets: " + operations.retireSecrets(operator, name));
        } else {
            add(operations, operator, source);
        }
        return 0;
    }

    private Source find(SourceRepository sources) {
        try {
            return sources.find(name)
                    .orElseThrow(() -> new CommandFailedException("There is no source called " + name));
        } catch (UnreadableSecretException wrongKey) {
            throw new CommandFailedException(wrongKey.getMessage());
        }
    }

    private void add(SourceOperationRepository operations, Operator operator, Source source) {
        String secret = secretFile.map(SecretFile::read).orElseGet(() -> NewSecret.of(source.provider()));
        if (!operations.addSecondSecret(operator, source, secret)) {
            throw new CommandFailedException(
                    "The source " + name + " has two secrets already; --retire ends the older");
        }
        say(
                secretFile.isPresent()
                        ? "Both secrets are accepted now"
                        : "Both secrets are accepted now. The new one, shown once: " + secret);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
