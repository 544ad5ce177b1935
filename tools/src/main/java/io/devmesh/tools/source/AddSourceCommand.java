package io.devmesh.tools.source;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.operation.SourceOperationRepository;
import io.devmesh.shared.operation.TenantOperationRepository;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.source.NewSecret;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.source.SourceSettings;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code devmesh source add}. */
@Command(
        name = "add",
        description = "Makes a source: a URL that takes the webhooks of one sender.",
        mixinStandardHelpOptions = true)
final class AddSourceCommand implements Callable<Integer> {
    private static final int MOST_SECRETS = 2;

    private final Supplier<DataSource> database;
    private final Supplier<SecretVault> vault;

    @Parameters(
            paramLabel = "NAME",
            converter = SourceNameConverter.class,
            description = "The last part of the URL: a-z, 0-9, '.', '_' and '-', unique over all tenants.")
    private SourceName name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose events they are.")
    private String tenant;

    @Option(names = "--create-tenant", description = "Make the tenant where there is none of that name.")
    private boolean createsTenant;

    @Option(
            names = "--provider",
            required = true,
            paramLabel = "NAME",
            converter = ProviderName.class,
            description = "Who sends: github, gitlab, bitbucket, bitbucket-dc, jira, harness, jfrog, slack, pagerduty,"
                    + " stripe, standard-webhooks, hmac, bearer or basic.")
    private Provider provider;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file with the sender's secret; twice while one replaces the other. Without it a secret is"
                    + " made and shown once.")
    private List<Path> secretFiles = new ArrayList<>();

    @Option(
            names = "--setting",
            paramLabel = "NAME=VALUE",
            description = "How the sender signs and labels, see docs/webhooks.md.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    AddSourceCommand(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Integer call() {
        SourceSettings parsed = settings();
        List<String> secrets = secretFiles.stream().map(SecretFile::read).toList();
        if (secrets.size() > MOST_SECRETS) {
            throw new CommandFailedException("A source has one secret, or two while one replaces the other");
        }
        boolean makes = secrets.isEmpty();
        List<String> used = makes ? List.of(NewSecret.of(provider)) : secrets;
        Jdbi jdbi = Jdbi.create(database.get());
        SourceRepository sources = new SourceRepository(jdbi, vault.get());
        refuseTaken(sources.isTaken(name));
        TenantId whose = tenant(jdbi);
        Source source = new Source(name, whose, provider, used, parsed, Processing.standard());
        refuseTaken(!new SourceOperationRepository(jdbi, sources).create(new Operator(whose, User.actor()), source));
        say(makes, used.getFirst());
        return 0;
    }

    private void refuseTaken(boolean taken) {
        if (taken) {
            throw new CommandFailedException("There is a source called " + name + " already");
        }
    }

    private void say(boolean makes, String secret) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("URL path: /webhooks/" + name);
        if (makes) {
            out.println("Secret, shown once: " + secret);
        }
        out.flush();
    }

    private TenantId tenant(Jdbi jdbi) {
        TenantRepository tenants = new TenantRepository(jdbi);
        return tenants.find(tenant)
                .or(() -> createsTenant
                        ? new TenantOperationRepository(jdbi)
                                .create(User.actor(), tenant)
                                .or(() -> tenants.find(tenant)) // somebody was faster
                        : Optional.empty())
                .orElseThrow(() -> new CommandFailedException(
                        "There is no tenant called " + tenant + "; --create-tenant makes it"));
    }

    private SourceSettings settings() {
        try {
            return SourceSettings.of(settings);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailedException("--setting: " + wrong.getMessage());
        }
    }

    /** As rows and answers call them. */
    static final class ProviderName implements ITypeConverter<Provider> {
        @Override
        public Provider convert(String text) {
            return Arrays.stream(Provider.values())
                    .filter(known -> known.wire().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + Arrays.stream(Provider.values())
                                    .map(Provider::wire)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
