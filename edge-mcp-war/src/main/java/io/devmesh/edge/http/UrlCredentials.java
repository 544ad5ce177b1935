package io.devmesh.edge.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests with a key or token in their URL, whatever else they carry: it is in the logs of each proxy by now, and whoever
 * put it there should hear of it. Looks at names only; what is behind them is neither used nor repeated.
 */
public final class UrlCredentials {
    private static final Set<String> NAMES = Set.of(
            "token",
            "accesstoken",
            "apikey",
            "apitoken",
            "key",
            "xapikey",
            "authorization",
            "bearer",
            "secret",
            "password");

    private UrlCredentials() {}

    /**
     * Why the request is refused; empty where it is not.
     *
     * @param query as it was sent; null where there is none
     */
    public static Optional<String> refusal(String query) {
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("[&;]", -1))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .filter(UrlCredentials::isCredential)
                        .findFirst()
                        .map(name ->
                                "Send the key in a header, as \"Authorization: Bearer <key>\", never in the URL, which"
                                        + " ends up in logs. Take it for leaked: replace this key");
    }

    private static boolean isCredential(String name) {
        return NAMES.contains(decoded(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
