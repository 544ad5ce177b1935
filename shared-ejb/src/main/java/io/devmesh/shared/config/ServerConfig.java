package io.devmesh.shared.config;

/**
 * What Liberty itself reads of a service's variables; this record only refuses bad values by name.
 *
 * @param port where it listens
 * @param logFormat {@code json}, or {@code simple} for people
 */
public record ServerConfig(int port, String logFormat) {
    public static ServerConfig from(Settings settings, String portVariable, int defaultPort) {
        return new ServerConfig(
                settings.port(portVariable, defaultPort),
                settings.oneOf("LOG_FORMAT", "json", "json", "simple", "dev", "tbasic"));
    }
}
