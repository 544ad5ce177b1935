package io.devmesh.shared.redis;

import io.devmesh.shared.tls.TlsConfig;
import io.devmesh.shared.tls.TlsConfig.ClientCertificate;
import io.devmesh.shared.tls.TlsConfig.Verify;
import io.devmesh.shared.tls.TlsSocketFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/** Reads the {@code REDIS_TLS_*} variables. */
final class RedisTls {
    private static final List<String> ONLY_WITH_TLS =
            List.of("TLS_CA_FILE", "TLS_CERT_FILE", "TLS_KEY_FILE", "TLS_SERVER_NAME");

    private RedisTls() {}

    /** Empty where TLS is off. */
    static Optional<TlsConfig> from(RedisVariables variables) {
        boolean skipVerify = variables.isTrue("TLS_SKIP_VERIFY");
        if (skipVerify && variables.settings().isProduction()) {
            throw variables.refuse(
                    "TLS_SKIP_VERIFY",
                    "is refused when DEVMESH_ENVIRONMENT=production",
                    "set false, and " + variables.name("TLS_CA_FILE")
                            + " where the JDK's trust store does not know the CA");
        }
        if (!variables.isTrue("TLS_ENABLED")) {
            requireNothingThatNeedsTls(variables);
            return Optional.empty();
        }
        TlsConfig config = new TlsConfig(
                skipVerify ? Verify.NOTHING : Verify.CHAIN_AND_HOST,
                path(variables, "TLS_CA_FILE"),
                clientCertificate(variables),
                variables.settings().text(variables.name("TLS_SERVER_NAME")));
        requireUsableFiles(config, variables);
        return Optional.of(config);
    }

    private static void requireNothingThatNeedsTls(RedisVariables variables) {
        ONLY_WITH_TLS.stream().filter(variables::has).findFirst().ifPresent(suffix -> {
            throw variables.refuse(
                    suffix, "is set while TLS is off", "set " + variables.name("TLS_ENABLED") + "=true, or unset it");
        });
    }

    private static Optional<ClientCertificate> clientCertificate(RedisVariables variables) {
        Optional<Path> certificate = path(variables, "TLS_CERT_FILE");
        Optional<Path> key = path(variables, "TLS_KEY_FILE");
        if (certificate.isPresent() && key.isEmpty()) {
            throw variables.refuse("TLS_CERT_FILE", "has no key", "set " + variables.name("TLS_KEY_FILE") + " too");
        }
        if (key.isPresent() && certificate.isEmpty()) {
            throw variables.refuse(
                    "TLS_KEY_FILE", "has no certificate", "set " + variables.name("TLS_CERT_FILE") + " too");
        }
        return certificate.map(file -> new ClientCertificate(file, key.get()));
    }

    /** One file after the other, so that the message names the one at fault. */
    private static void requireUsableFiles(TlsConfig config, RedisVariables variables) {
        config.caFile()
                .ifPresent(file -> requireUsable(
                        variables,
                        "TLS_CA_FILE",
                        new TlsConfig(config.verify(), config.caFile(), Optional.empty(), Optional.empty())));
        config.clientCertificate()
                .ifPresent(pair -> requireUsable(
                        variables,
                        "TLS_CERT_FILE",
                        new TlsConfig(
                                config.verify(), Optional.empty(), config.clientCertificate(), Optional.empty())));
    }

    private static void requireUsable(RedisVariables variables, String suffix, TlsConfig config) {
        try {
            var unused = new TlsSocketFactory(config);
        } catch (GeneralSecurityException bad) {
            throw variables.refuse(
                    suffix, bad.getMessage(), "name a PEM file that is mounted and that this process may read");
        }
    }

    private static Optional<Path> path(RedisVariables variables, String suffix) {
        return variables.settings().text(variables.name(suffix)).map(Path::of);
    }
}
