package io.devmesh.worker.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.config.Settings;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * How the operations API is set up.
 *
 * @param operatorTenant name of the tenant that sees quarantined entries that are nobody's
 * @param bootstrapToken what the first key of a new installation is given for, once
 */
public record ApiConfig(Optional<String> operatorTenant, Optional<String> bootstrapToken) {
    private static final int SHORTEST = 32;

    /** Refuses a token that could be guessed. */
    public static ApiConfig from(Settings settings) {
        Optional<String> token = settings.text("WORKER_BOOTSTRAP_TOKEN").map(String::strip);
        if (token.filter(text -> text.length() < SHORTEST).isPresent()) {
            throw Settings.refuse(
                    "WORKER_BOOTSTRAP_TOKEN",
                    "***",
                    "has at least " + SHORTEST + " characters",
                    "make one with: openssl rand -base64 32");
        }
        return new ApiConfig(settings.text("WORKER_OPERATOR_TENANT"), token);
    }

    /** Whether {@code presented} is the token; takes as long whatever differs. */
    boolean isBootstrap(String presented) {
        return bootstrapToken
                .filter(token -> MessageDigest.isEqual(token.getBytes(UTF_8), presented.getBytes(UTF_8)))
                .isPresent();
    }

    @Override
    public String toString() {
        return "ApiConfig[operatorTenant=" + operatorTenant + ", bootstrapToken=***]";
    }
}
