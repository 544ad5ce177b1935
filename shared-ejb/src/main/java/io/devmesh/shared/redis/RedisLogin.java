package io.devmesh.shared.redis;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.iam.IamCacheUser;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** How to log in. Never prints a secret. */
public sealed interface RedisLogin {
    /**
     * As who.
     *
     * @return empty for the user {@code default}
     */
    Optional<String> username();

    /** No AUTH at all. */
    record Open() implements RedisLogin {
        @Override
        public Optional<String> username() {
            return Optional.empty();
        }
    }

    /**
     * AUTH with a password: an AUTH token alone, or an ACL user's.
     *
     * @param password asked for at each connection, because its file may have changed
     */
    record Password(Optional<String> username, Supplier<Optional<String>> password) implements RedisLogin {
        @Override
        public String toString() {
            return "Password[" + username.orElse("default") + "]";
        }
    }

    /**
     * AUTH with a token that is signed for each connection with the pod's AWS identity.
     *
     * @param libraries the folder with the AWS libraries
     */
    record Iam(IamCacheUser user, Optional<Path> libraries) implements RedisLogin {
        @Override
        public Optional<String> username() {
            return Optional.of(user.userId());
        }
    }

    static RedisLogin from(RedisVariables variables) {
        Settings settings = variables.settings();
        Optional<String> username = settings.text(variables.name("USERNAME"));
        String passwordVariable = variables.name("PASSWORD");
        IamVariables iam = IamVariables.read(variables);
        if (settings.oneOf(variables.name("AUTH"), "password", "password", "iam")
                .equals("iam")) {
            return iam.login(variables, username);
        }
        if (settings.text(passwordVariable).isPresent()) {
            return new Password(username, () -> settings.text(passwordVariable));
        }
        if (username.isPresent()) {
            throw variables.refuse(
                    "USERNAME",
                    "is set without a password",
                    "set " + passwordVariable + " too, or " + variables.name("AUTH") + "=iam");
        }
        return new Open();
    }

    /** What is read whether or not IAM is used, so that a bad value never waits for the day it is switched on. */
    record IamVariables(Optional<String> cache, boolean serverless, Optional<String> region, Optional<Path> libraries) {
        static IamVariables read(RedisVariables variables) {
            Settings settings = variables.settings();
            return new IamVariables(
                    settings.text(variables.name("IAM_CACHE_NAME")),
                    variables.isTrue("IAM_SERVERLESS"),
                    settings.text("AWS_REGION"),
                    settings.folder("DEVMESH_AWS_LIB"));
        }

        RedisLogin login(RedisVariables variables, Optional<String> username) {
            if (variables.has("PASSWORD")) {
                throw Settings.refuse(
                        variables.name("AUTH"),
                        "iam",
                        "does not go with a password",
                        "unset " + variables.name("PASSWORD") + ", or set password");
            }
            if (!variables.isTrue("TLS_ENABLED")) {
                throw Settings.refuse(
                        variables.name("AUTH"), "iam", "needs TLS", "set " + variables.name("TLS_ENABLED") + "=true");
            }
            return new Iam(
                    new IamCacheUser(
                            required(variables, cache, variables.name("IAM_CACHE_NAME"), "the replication group's id"),
                            required(variables, username, variables.name("USERNAME"), "the ElastiCache user id"),
                            required(variables, region, "AWS_REGION", "the AWS region"),
                            serverless),
                    libraries);
        }

        private static String required(RedisVariables variables, Optional<String> value, String name, String meaning) {
            return value.orElseThrow(() ->
                    Settings.refuse(variables.name("AUTH"), "iam", "needs " + name, "set " + name + " to " + meaning));
        }
    }
}
