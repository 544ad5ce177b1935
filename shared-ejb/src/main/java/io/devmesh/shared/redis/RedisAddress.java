package io.devmesh.shared.redis;

import static io.devmesh.shared.config.Settings.refuse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis server listens: {@code host:port}, IPv6 as {@code [::1]:6379}, and nothing else.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
public record RedisAddress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]/@]+)):(\\d{1,5})");
    private static final Pattern EMPTY_HOST = Pattern.compile(":\\d*");

    /**
     * Parses the value of the variable {@code name}.
     *
     * @throws io.devmesh.shared.config.ConfigurationException with one line that says where a scheme, credentials or a
     *     database number belong
     */
    public static RedisAddress parse(String name, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            throw refuse(
                    name, value, "is set but empty", "set host:port, for example redis:6379, or remove the variable");
        }
        refuseMoreThanAnAddress(name, text);
        if (EMPTY_HOST.matcher(text).matches()) {
            throw refuse(name, text, "has no host", "set host:port, for example redis:6379");
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw refuse(name, text, "is not host:port", "set for example redis:6379 or [::1]:6379");
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535) {
            throw refuse(name, text, "has a port out of range", "set a port from 1 to 65535");
        }
        return new RedisAddress(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }

    /** Names every part that is too much, because whoever pastes a URL has all of them. */
    private static void refuseMoreThanAnAddress(String name, String text) {
        String prefix = name.startsWith("REDIS_QUEUE_") ? "REDIS_QUEUE_" : "REDIS_";
        List<String> faults = new ArrayList<>();
        List<String> fixes = new ArrayList<>();
        fixes.add("set host:port only");
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            faults.add("a scheme");
            if (text.regionMatches(true, 0, "rediss:", 0, 7)) {
                fixes.add(prefix + "TLS_ENABLED=true for TLS");
            }
        }
        if (text.contains("@")) {
            faults.add("credentials");
            fixes.add(prefix + "USERNAME and " + prefix + "PASSWORD for them");
        }
        if (text.indexOf('/', Math.max(text.lastIndexOf('@'), scheme < 0 ? 0 : scheme + 3)) >= 0) {
            faults.add("a database number");
            fixes.add(prefix.equals("REDIS_") ? "EDGE_MCP_REDIS_DB for it" : "none for it, because the stream is in 0");
        }
        if (!faults.isEmpty()) {
            throw refuse(name, redact(text), "has " + String.join(" and ", faults), String.join(", ", fixes));
        }
    }

    private static String redact(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        int scheme = text.indexOf("://");
        return (scheme < 0 ? "" : text.substring(0, scheme + 3)) + "***" + text.substring(at);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
