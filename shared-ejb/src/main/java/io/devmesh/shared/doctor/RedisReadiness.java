package io.devmesh.shared.doctor;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisHealth;
import io.devmesh.shared.redis.RedisLimits;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One Redis, as {@code /health/ready} shows it; injected, it is the queue's. */
@ApplicationScoped
public class RedisReadiness {
    /** The doctor comes after a question that failed, and both must fit into the patience of a probe. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final RedisConfig config;
    private final Environment environment;
    private final StoreWatch watch;

    /** What does not depend on the use of Redis. */
    private record Environment(Settings settings, ServiceIdentity identity, Clock clock, Executor executor) {
        RedisDoctor doctor(RedisConfig config) {
            ServiceNeeds needs = ServiceNeeds.of(identity.service()).orElse(ServiceNeeds.ALL);
            return new RedisDoctor(hasty(config), settings, needs.access(config, StreamConfig.from(settings)), clock);
        }
    }

    RedisReadiness() {
        this.config = null;
        this.environment = null;
        this.watch = null;
    }

    @Inject
    RedisReadiness(
            RedisHealth health,
            @Queue RedisConfig config,
            Settings settings,
            ServiceIdentity identity,
            Clock clock,
            ManagedExecutorService executor) {
        this(health::problem, config, new Environment(settings, identity, clock, executor));
    }

    private RedisReadiness(Supplier<Optional<String>> question, RedisConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
        RedisDoctor doctor = environment.doctor(config);
        this.watch = new StoreWatch(
                question, () -> new Report(doctor.examine()), this::facts, environment.executor(), System::nanoTime);
    }

    /**
     * The same for another use of Redis.
     *
     * @param question empty where Redis answered, otherwise what is wrong in general words
     */
    public RedisReadiness of(RedisConfig other, Supplier<Optional<String>> question) {
        return new RedisReadiness(question, other, environment);
    }

    /** Starts a check and returns at once; whoever takes the result waits for it some seconds at the most. */
    public Supplier<StoreHealth> begin() {
        return watch.begin("Redis at " + config.address() + " has not answered for "
                + StoreWatch.PATIENCE.toMillis() + " ms: check "
                + config.topology().variable()
                + " and that the network lets this pod reach it");
    }

    private Map<String, String> facts(Report report) {
        String name = config.use() == RedisUse.QUEUE ? "redis" : config.use().label();
        Map<String, String> facts = new LinkedHashMap<>();
        report.find(Code.REDIS__SERVER).ifPresent(found -> facts.put(name + "_server", found.seen()));
        report.find(Code.REDIS__ROLE__PRIMARY).ifPresent(found -> facts.put(name + "_role", "primary"));
        report.find(Code.REDIS__ROLE__REPLICA).ifPresent(found -> facts.put(name + "_role", "replica"));
        if (config.skipsVerification()) {
            facts.put(name + "_tls_verification", "skipped");
        }
        String warnings = StoreWatch.warnings(report);
        if (!warnings.isEmpty()) {
            facts.put(name + "_warnings", warnings);
        }
        return facts;
    }

    private static RedisConfig hasty(RedisConfig config) {
        RedisLimits limits = config.limits();
        return new RedisConfig(
                config.use(),
                config.topology(),
                config.login(),
                config.tls(),
                config.database(),
                new RedisLimits(
                        shorter(limits.connectTimeout()),
                        shorter(limits.socketTimeout()),
                        limits.poolMax(),
                        limits.poolWait(),
                        limits.retryBudget(),
                        limits.maxAge()));
    }

    private static Duration shorter(Duration configured) {
        return configured.compareTo(STEP) < 0 ? configured : STEP;
    }
}
