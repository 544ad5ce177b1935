package io.devmesh.shared.redis;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.tls.TlsConfig;
import io.devmesh.shared.tls.TlsSocketFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** The one factory of Redis clients. */
@SuppressWarnings("deprecation") // the newer SslOptions knows key stores only, and reads them once
public final class RedisConnections {
    /** How long past its BLOCK time a blocking read may go unanswered before its connection counts as dead. */
    private static final Duration BLOCK_MARGIN = Duration.ofSeconds(2);

    /** The longest BLOCK that may be asked for: a reader that waits longer could not tell silence from a dead node. */
    public static final Duration LONGEST_BLOCK = Duration.ofSeconds(5);

    /** An ACL rule can't allow CLIENT SETINFO before Redis 7.2, and ACL LOG would tell of each refusal. */
    private static final ClientSetInfoConfig NO_SET_INFO = ClientSetInfoConfig.DISABLED;

    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

    private RedisConnections() {}

    /**
     * A pooled client; it connects on first use, so a Redis that is away does not stop the start-up.
     *
     * @param clientName shown by {@code CLIENT LIST}: the service and the pod
     */
    public static UnifiedJedis open(RedisConfig config, String clientName) {
        Optional<LoginSource> login = LoginSource.of(config.login());
        JedisClientConfig client = clientConfig(config, login, clientName);
        ConnectionAges ages = new ConnectionAges(config.limits().maxAge(), System::nanoTime, RedisConnections::random);
        SingleAttempt attempt = new SingleAttempt(ages);
        Endpoint endpoint = new Endpoint(() -> open(config, client, attempt));
        ReconnectGate gate = new ReconnectGate(System::nanoTime, RedisConnections::random);
        FailoverExecutor executor =
                new FailoverExecutor(endpoint, gate, login, config.limits().retryBudget(), System::nanoTime);
        boolean hasAllKeys = config.topology().mode() != RedisTopology.Mode.CLUSTER;
        return new PooledRedis(executor, endpoint, attempt, client, hasAllKeys);
    }

    private static Endpoint.Opened open(RedisConfig config, JedisClientConfig client, SingleAttempt attempt) {
        ConnectionPoolConfig pool = poolConfig(config.limits());
        HostAndPort address = hostAndPort(config.address());
        return switch (config.topology().mode()) {
            case STANDALONE -> {
                var provider = new PooledConnectionProvider(address, client, pool);
                yield new Endpoint.Opened(provider, new PooledExecutor(provider, attempt));
            }
            case CLUSTER -> {
                requireSlots(address, client);
                var provider = new ClusterConnectionProvider(Set.of(address), client, pool, TOPOLOGY_REFRESH);
                yield new Endpoint.Opened(
                        provider, new ClusterExecutor(provider, config.limits().retryBudget(), attempt));
            }
            case SENTINEL -> {
                RedisTopology.Sentinel sentinel = config.topology().sentinel();
                Set<HostAndPort> sentinels = Stream.concat(Stream.of(config.address()), sentinel.more().stream())
                        .map(RedisConnections::hostAndPort)
                        .collect(Collectors.toSet());
                var provider = new SentineledConnectionProvider(
                        sentinel.master(), client, pool, sentinels, sentinelConfig(config, client));
                yield new Endpoint.Opened(provider, new PooledExecutor(provider, attempt));
            }
        };
    }

    /** The provider below leaves a thread behind where it finds no node; this fails before. */
    private static void requireSlots(HostAndPort address, JedisClientConfig client) {
        try (Connection connection = new Connection(address, client)) {
            connection.executeCommand(new CommandArguments(Protocol.Command.CLUSTER).add("SLOTS"));
        }
    }

    private static JedisClientConfig clientConfig(RedisConfig config, Optional<LoginSource> login, String clientName) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(millis(config.limits().connectTimeout()))
                .socketTimeoutMillis(millis(config.limits().socketTimeout()))
                .blockingSocketTimeoutMillis(millis(LONGEST_BLOCK.plus(BLOCK_MARGIN)))
                .database(config.database())
                .clientSetInfoConfig(NO_SET_INFO)
                .clientName(clientName);
        login.ifPresent(client::credentialsProvider);
        config.tls().ifPresent(tls -> client.ssl(true).sslSocketFactory(sockets(tls)));
        return client.build();
    }

    /** Sentinels have no users of their own, and mostly no password. */
    private static JedisClientConfig sentinelConfig(RedisConfig config, JedisClientConfig client) {
        DefaultJedisClientConfig.Builder sentinel = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(client.getConnectionTimeoutMillis())
                .socketTimeoutMillis(client.getSocketTimeoutMillis())
                .clientSetInfoConfig(NO_SET_INFO)
                .clientName(client.getClientName());
        config.topology().sentinel().password().ifPresent(sentinel::password);
        config.tls().ifPresent(tls -> sentinel.ssl(true).sslSocketFactory(client.getSslSocketFactory()));
        return sentinel.build();
    }

    private static TlsSocketFactory sockets(TlsConfig tls) {
        try {
            return new TlsSocketFactory(tls);
        } catch (GeneralSecurityException changedSinceItWasRead) {
            throw new ConfigurationException("TLS to Redis can't be set up: " + changedSinceItWasRead.getMessage());
        }
    }

    private static ConnectionPoolConfig poolConfig(RedisLimits limits) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(limits.poolMax());
        pool.setMaxIdle(limits.poolMax());
        pool.setMaxWait(limits.poolWait());
        pool.setMinEvictableIdleDuration(
                limits.maxAge().compareTo(Duration.ofMinutes(1)) < 0 ? limits.maxAge() : Duration.ofMinutes(1));
        return pool;
    }

    private static HostAndPort hostAndPort(RedisAddress address) {
        return new HostAndPort(address.host(), address.port());
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
