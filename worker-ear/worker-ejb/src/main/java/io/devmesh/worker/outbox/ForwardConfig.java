package io.devmesh.worker.outbox;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tls.TlsTrust;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * How the Worker forwards.
 *
 * @param concurrency requests of this process at the same time
 * @param tenantConcurrency the same of one tenant
 * @param maxAttempts how often one is tried
 * @param timeout how long a request may take in all, from the name's look-up to the end of the answer
 * @param allowedNetworks where targets may be besides the public internet
 * @param trust the JDK's certificates, and those of the file
 */
public record ForwardConfig(
        int concurrency,
        int tenantConcurrency,
        int maxAttempts,
        Duration timeout,
        List<Network> allowedNetworks,
        SSLContext trust) {
    private static final int MOST_REQUESTS = 256;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Longer than the request, by what a Worker may need to say what came of it. */
    private static final Duration SPARE = Duration.ofSeconds(10);

    public static ForwardConfig from(Settings settings) {
        return new ForwardConfig(
                settings.integer("FORWARD_CONCURRENCY", 32, 1, MOST_REQUESTS),
                settings.integer("FORWARD_TENANT_CONCURRENCY", 16, 1, MOST_REQUESTS),
                settings.integer("FORWARD_MAX_ATTEMPTS", 10, 1, 100),
                settings.duration("FORWARD_TIMEOUT", Duration.ofSeconds(10), Duration.ofMillis(100), LONGEST),
                networks(settings),
                trust(settings));
    }

    /** After which another Worker may send what this one was sending. */
    Duration lease() {
        return timeout.plus(SPARE);
    }

    private static List<Network> networks(Settings settings) {
        return Stream.of(settings.text("FORWARD_ALLOWED_NETWORKS", "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(ForwardConfig::network)
                .toList();
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw Settings.refuse(
                    "FORWARD_ALLOWED_NETWORKS",
                    text,
                    "is not a network",
                    "set networks such as 10.20.0.0/16 or fd00::/8, separated by commas");
        }
    }

    private static SSLContext trust(Settings settings) {
        Optional<String> file = settings.text("FORWARD_CA_FILE");
        try {
            return TlsTrust.jdkAnd(file.map(Path::of));
        } catch (GeneralSecurityException bad) {
            throw Settings.refuse(
                    "FORWARD_CA_FILE", file.orElse(""), "can't be used: " + bad.getMessage(), "name a PEM file");
        }
    }
}
