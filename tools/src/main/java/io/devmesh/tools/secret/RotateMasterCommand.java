package io.devmesh.tools.secret;

import io.devmesh.shared.operation.SecretOperationRepository;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devmesh secrets rotate-master}. */
@Command(
        name = "rotate-master",
        description =
                "Wraps every tenant's key by the first master key of SECRETS_MASTER_KEY, or by the key of AWS KMS that"
                        + " SECRETS_KMS_KEY_ID names. The older ones must still be there: in SECRETS_MASTER_KEY behind"
                        + " the new one, in SECRETS_OLD_MASTER_KEY where the new one is of KMS, and in KMS where they are"
                        + " of KMS. The services need both until this has run.",
        mixinStandardHelpOptions = true)
final class RotateMasterCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Supplier<SecretVault> vault;

    @Spec
    private CommandSpec spec;

    RotateMasterCommand(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Integer call() {
        SecretVault keys = vault.get();
        if (!keys.encrypts()) {
            throw new CommandFailedException(
                    "SECRETS_MASTER_KEY is not set: put the new key first and the old one after it; or set"
                            + " SECRETS_KMS_KEY_ID, and SECRETS_OLD_MASTER_KEY to the old one");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Keys wrapped anew: " + rewrap(new SecretOperationRepository(Jdbi.create(database.get()), keys)));
        out.flush();
        return 0;
    }

    private static int rewrap(SecretOperationRepository operations) {
        try {
            return operations.rotateMaster(User.actor());
        } catch (UnreadableSecretException wrongKey) {
            throw new CommandFailedException("Stopped, and can be started again: " + wrongKey.getMessage());
        }
    }
}
