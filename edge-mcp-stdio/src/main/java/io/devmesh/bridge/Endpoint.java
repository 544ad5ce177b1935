package io.devmesh.bridge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address to which all requests go. */
record Endpoint(URI uri) {
    private static final String DEFAULT_PATH = "/mcp";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /**
     * Throws IllegalArgumentException, with a message for the user, where the key must not be sent there.
     *
     * @param allowHttp whether the key may leave this machine unencrypted
     */
    static Endpoint of(String text, boolean allowHttp) {
        URI uri = parse(text);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("--url must start with https:// or http://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("--url has no host, or not a valid one");
        }
        if (uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("--url must have no user, password or fragment");
        }
        boolean local = LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
        if (scheme.equals("http") && !local && !allowHttp) {
            throw new IllegalArgumentException(
                    "--url is plain http to another machine, and everyone on the way could read"
                            + " the API key: use https, or say --allow-http");
        }
        return new Endpoint(uri.getPath().isEmpty() ? uri.resolve(DEFAULT_PATH) : uri);
    }

    private static URI parse(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("--url is not a URL: " + wrong.getReason(), wrong);
        }
    }

    /** For messages: without the query, where people put secrets. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
