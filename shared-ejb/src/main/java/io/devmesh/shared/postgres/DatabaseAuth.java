package io.devmesh.shared.postgres;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.iam.IamDatabaseUser;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** How to log in to PostgreSQL. Never prints a secret. */
public sealed interface DatabaseAuth {
    /**
     * The role's password.
     *
     * @param password asked for at each connection, because its file may have changed
     */
    record Password(Supplier<Optional<String>> password) implements DatabaseAuth {
        @Override
        public String toString() {
            return "password";
        }
    }

    /**
     * A token that is signed for each connection with the pod's AWS identity.
     *
     * @param libraries the folder with the AWS libraries
     */
    record Iam(IamDatabaseUser user, Optional<Path> libraries) implements DatabaseAuth {
        @Override
        public String toString() {
            return "iam";
        }
    }

    /**
     * That of {@code user}.
     *
     * @param password asked for at each connection
     * @param variable from which it comes
     */
    static DatabaseAuth from(
            Settings settings,
            String host,
            int port,
            String user,
            Supplier<Optional<String>> password,
            String variable,
            DatabaseSsl ssl) {
        Optional<String> region = settings.text("AWS_REGION");
        Optional<Path> libraries = settings.folder("DEVMESH_AWS_LIB");
        if (!settings.oneOf("DATABASE_AUTH", "password", "password", "iam").equals("iam")) {
            return new Password(password);
        }
        if (password.get().isPresent()) {
            throw refuse(
                    "DATABASE_AUTH", "iam", "does not go with a password", "unset " + variable + ", or set password");
        }
        if (!ssl.isRequired()) {
            throw refuse("DATABASE_AUTH", "iam", "needs TLS", "set DATABASE_SSL_MODE=verify-full");
        }
        String named = region.orElseThrow(
                () -> refuse("DATABASE_AUTH", "iam", "needs AWS_REGION", "set AWS_REGION to the AWS region"));
        return new Iam(new IamDatabaseUser(host, port, user, named), libraries);
    }
}
