package io.devmesh.shared.tenant;

import java.util.Optional;
import java.util.function.Function;

/** What a caller presents in the headers of a request, over whatever transport. Prints nothing of it. */
public final class Credentials {
    private static final String BEARER = "Bearer ";

    private final Optional<String> key;
    private final boolean bearer;

    private Credentials(Optional<String> key, boolean bearer) {
        this.key = key;
        this.bearer = bearer;
    }

    /** Looks into {@code Authorization: Bearer} and then {@code X-API-Key}; {@code header} gives null where it is absent. */
    public static Credentials of(Function<String, String> header) {
        String authorization = header.apply("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Credentials(
                    Optional.of(authorization.substring(BEARER.length()).strip()), true);
        }
        return new Credentials(Optional.ofNullable(header.apply("X-API-Key")).map(String::strip), false);
    }

    /** As presented, whatever form it has. */
    public Optional<String> key() {
        return key;
    }

    /** The same where it came as {@code Authorization: Bearer}, the only way for access tokens. */
    public Optional<String> bearer() {
        return bearer ? key : Optional.empty();
    }
}
