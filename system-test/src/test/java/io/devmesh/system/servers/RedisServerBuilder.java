package io.devmesh.system.servers;

import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.RedisEndpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** What a {@link RedisServer} shall be like. */
public final class RedisServerBuilder {
    static final String ADMIN = "fixture";
    static final String ADMIN_PASSWORD = "fixture-password";

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Path folder;
    private final List<String> lines = new ArrayList<>();
    private RedisProgram program = RedisProgram.BUNDLED;
    private String host = "127.0.0.1";
    private boolean sentinel;
    private Optional<Integer> port = Optional.empty();
    private Optional<String> password = Optional.empty();
    private Optional<Tls> tls = Optional.empty();

    private record Tls(
            TestCertificates authority, CertifiedKey server, CertifiedKey client, ClientCertificates clients) {
        List<String> lines() {
            return List.of(
                    "tls-cert-file \"" + server.certificateFile() + '"',
                    "tls-key-file \"" + server.keyFile() + '"',
                    "tls-client-cert-file \"" + client.certificateFile() + '"',
                    "tls-client-key-file \"" + client.keyFile() + '"',
                    "tls-ca-cert-file \"" + authority.caFile() + '"',
                    "tls-auth-clients " + clients.setting(),
                    "tls-replication yes",
                    "tls-cluster yes");
        }

        Map<String, String> environment() {
            Map<String, String> variables = new HashMap<>();
            variables.put("REDIS_TLS_ENABLED", "true");
            variables.put("REDIS_TLS_CA_FILE", authority.caFile().toString());
            if (clients == ClientCertificates.REQUIRED) {
                variables.put("REDIS_TLS_CERT_FILE", client.certificateFile().toString());
                variables.put("REDIS_TLS_KEY_FILE", client.keyFile().toString());
            }
            return variables;
        }
    }

    RedisServerBuilder(Path folder) {
        this.folder = folder;
    }

    /** Unless told, the bundled one. */
    public RedisServerBuilder program(RedisProgram wanted) {
        program = wanted;
        return this;
    }

    /** Sentinel, which is the same program under another name. */
    RedisServerBuilder sentinel() {
        sentinel = true;
        return line("appendonly no");
    }

    /** The address to listen on, such as 127.0.0.2; it is also what its replicas and sentinels call it. */
    public RedisServerBuilder host(String address) {
        host = address;
        return this;
    }

    /** Unless told, a free one. A port of {@link io.devmesh.local.FreePort} is free on every address. */
    public RedisServerBuilder port(int number) {
        port = Optional.of(number);
        return this;
    }

    /** The password of the default user: {@code requirepass}. */
    public RedisServerBuilder password(String secret) {
        password = Optional.of(secret);
        return line("requirepass \"" + secret + "\"");
    }

    /** A line of an ACL, such as {@code user edge on >secret ~edge:* +@all}, or {@code user default off}. */
    public RedisServerBuilder user(String aclLine) {
        return line(aclLine);
    }

    /** TLS and nothing else, with a new certificate for localhost and the server's address; clients need none. */
    public RedisServerBuilder tls(TestCertificates authority) {
        // A file for each address: a server that starts again must find its own.
        CertifiedKey own =
                authority.request("redis-" + host).hosts("localhost", host).issue();
        return tls(authority, own, ClientCertificates.IGNORED);
    }

    /**
     * TLS and nothing else.
     *
     * @param authority whose client certificates it accepts, if any
     * @param server what it shows; may be expired, for another host, or of another authority
     */
    public RedisServerBuilder tls(TestCertificates authority, CertifiedKey server, ClientCertificates clients) {
        CertifiedKey client = authority.request("fixture").forClient().issue();
        tls = Optional.of(new Tls(authority, server, client, clients));
        return this;
    }

    /** A replica from its start. {@link RedisServer#replicate} makes one later. */
    public RedisServerBuilder replicaOf(RedisServer primary) {
        return line("replicaof " + primary.host() + " " + primary.port());
    }

    /** A whole line of redis.conf. */
    public RedisServerBuilder line(String text) {
        lines.add(text);
        return this;
    }

    /** Makes it without starting it. */
    public RedisServer build() {
        RedisEndpoint endpoint = new RedisEndpoint(host, port.orElseGet(UnusedPort::find), tls.isPresent());
        List<String> all = new ArrayList<>(List.of(
                "user " + ADMIN + " on >" + ADMIN_PASSWORD + " ~* &* +@all",
                "masteruser " + ADMIN,
                "masterauth " + ADMIN_PASSWORD,
                "replica-announce-ip " + host,
                "repl-diskless-sync yes",
                "repl-diskless-sync-delay 0"));
        tls.map(Tls::lines).ifPresent(all::addAll);
        all.addAll(lines);
        return new RedisServer(
                new EmbeddedRedis(sentinel ? program::sentinel : program::path, folder, endpoint, all),
                endpoint,
                environment(endpoint),
                admin(endpoint));
    }

    /** Returns once it serves. */
    public RedisServer start() {
        RedisServer server = build();
        Startup.run(server::start, server::close);
        return server;
    }

    private Map<String, String> environment(RedisEndpoint endpoint) {
        Map<String, String> variables = new HashMap<>();
        variables.put("REDIS_ADDR", endpoint.address());
        password.ifPresent(secret -> variables.put("REDIS_PASSWORD", secret));
        tls.map(Tls::environment).ifPresent(variables::putAll);
        return variables;
    }

    private RedisClient admin(RedisEndpoint endpoint) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .timeoutMillis(TIMEOUT_MILLIS)
                .user(ADMIN)
                .password(ADMIN_PASSWORD);
        tls.ifPresent(with -> config.sslOptions(TestCertificates.trustAnyone(with.client())));
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxIdle(0);
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(endpoint.host(), endpoint.port()))
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }
}
