package io.devmesh.aws;

import java.util.Optional;

/** What AWS would have given out and knows; {@code sessionToken} is there where they are temporary. */
public record IssuedCredentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    /** Temporary ones; {@code name} tells them from others. */
    public static IssuedCredentials temporary(String name) {
        return new IssuedCredentials("ASIA" + name, "secret/of+" + name, Optional.of("session/token+of=" + name));
    }
}
