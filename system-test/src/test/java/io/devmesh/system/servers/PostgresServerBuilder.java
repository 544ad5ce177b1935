package io.devmesh.system.servers;

import io.devmesh.local.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a {@link PostgresServer} shall be like. */
public final class PostgresServerBuilder {
    private static final Path BINARIES = Path.of("target", "binaries");

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private Optional<Path> caFile = Optional.empty();

    PostgresServerBuilder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** TLS beside plain text, with a new certificate for localhost and 127.0.0.1. */
    public PostgresServerBuilder tls(TestCertificates authority) {
        return tls(
                authority,
                authority.request("postgres").hosts("localhost", "127.0.0.1").issue());
    }

    /**
     * TLS beside plain text.
     *
     * @param authority what {@link PostgresServer#caFile} tells clients to trust
     * @param server what it shows; may be expired, for another host, or of another authority
     */
    public PostgresServerBuilder tls(TestCertificates authority, CertifiedKey server) {
        caFile = Optional.of(authority.caFile());
        return setting("ssl", "on")
                .setting("ssl_cert_file", server.certificateFile().toString())
                .setting("ssl_key_file", server.keyFile().toString());
    }

    /** Refuses plain text, as RDS does with {@code rds.force_ssl}. */
    public PostgresServerBuilder onlyTls() {
        Path rules = folder.resolve("hostssl.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(rules, """
                    hostssl all all 127.0.0.0/8 scram-sha-256
                    hostssl all all ::1/128 scram-sha-256
                    """);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return setting("hba_file", rules.toString());
    }

    /** The oldest TLS that it speaks, such as {@code TLSv1.3}; 1.2 unless told. */
    public PostgresServerBuilder minimumTls(String version) {
        return setting("ssl_min_protocol_version", version);
    }

    /** One setting of postgresql.conf. */
    public PostgresServerBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Makes it without starting it. */
    public PostgresServer build() {
        return new PostgresServer(new EmbeddedPostgres(BINARIES, folder, settings), caFile);
    }

    /** Returns once it serves. */
    public PostgresServer start() {
        PostgresServer server = build();
        Startup.run(server::start, server::close);
        return server;
    }
}
