package io.devmesh.shared.redis;

import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** The one factory of Redis clients. */
public final class RedisConnections {
    /** How long past its BLOCK time a blocking read may go unanswered before its connection counts as dead. */
    private static final Duration BLOCK_MARGIN = Duration.ofSeconds(2);

    /** The longest BLOCK that may be asked for: a reader that waits longer could not tell silence from a dead node. */
    public static final Duration LONGEST_BLOCK = Duration.ofSeconds(5);

    private RedisConnections() {}

    /**
     * A pooled client; it connects on first use, so a Redis that is away does not stop the start-up.
     *
     * @param clientName shown by {@code CLIENT LIST}: the service and the pod
     */
    public static RedisClient open(RedisConfig config, String clientName) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) config.connectTimeout().toMillis())
                .socketTimeoutMillis((int) config.socketTimeout().toMillis())
                .blockingSocketTimeoutMillis(
                        (int) LONGEST_BLOCK.plus(BLOCK_MARGIN).toMillis())
                .clientName(clientName);
        config.username().ifPresent(client::user);
        config.password().ifPresent(client::password);
        if (config.tls()) {
            client.sslOptions(SslOptions.builder()
                    .sslVerifyMode(config.tlsSkipVerify() ? SslVerifyMode.INSECURE : SslVerifyMode.FULL)
                    .build());
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(config.poolMax());
        pool.setMaxIdle(config.poolMax());
        pool.setMaxWait(config.poolWait());
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(
                        config.address().host(), config.address().port()))
                .clientConfig(client.build())
                .poolConfig(pool)
                .build();
    }
}
