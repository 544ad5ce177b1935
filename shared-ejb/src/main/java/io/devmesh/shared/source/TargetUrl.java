package io.devmesh.shared.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a target takes requests: HTTPS, with a host and without a user, a password or a fragment. */
public record TargetUrl(URI value) {
    private static final int HTTPS = 443;
    private static final int LAST_PORT = 65_535;
    private static final int MAX_LENGTH = 2_000;

    public TargetUrl {
        problem(value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** Throws IllegalArgumentException, whose message says what is wrong without quoting {@code text}. */
    public static TargetUrl parse(String text) {
        try {
            return new TargetUrl(new URI(text));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("is no URL", malformed);
        }
    }

    public String host() {
        return value.getHost();
    }

    public int port() {
        return value.getPort() < 0 ? HTTPS : value.getPort();
    }

    private static Optional<String> problem(URI url) {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            return Optional.of("is not an https URL");
        }
        if (url.getHost() == null) {
            return Optional.of("names no host");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("holds a user or a password");
        }
        if (url.getPort() == 0 || url.getPort() > LAST_PORT) {
            return Optional.of("names a port that there is not");
        }
        if (url.getRawFragment() != null || url.toString().length() > MAX_LENGTH) {
            return Optional.of("has a fragment, or more than " + MAX_LENGTH + " characters");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
