package io.devmesh.shared.redis;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;

/**
 * The names of the variables that one use of Redis reads: {@code REDIS_…}, and for the queue {@code REDIS_QUEUE_…} where
 * that is set, one by one. A {@code REDIS_QUEUE_…} that is set but empty means: none, whatever {@code REDIS_…} says.
 */
public final class RedisVariables {
    private static final String COMMON = "REDIS_";
    private static final String QUEUE = "REDIS_QUEUE_";

    private final Settings settings;
    private final RedisUse use;

    public RedisVariables(Settings settings, RedisUse use) {
        this.settings = settings;
        this.use = use;
    }

    RedisUse use() {
        return use;
    }

    public Settings settings() {
        return settings;
    }

    /** The variable that says {@code suffix}, such as {@code TLS_ENABLED}, for this use. */
    public String name(String suffix) {
        boolean own = settings.isSet(QUEUE + suffix);
        return use == RedisUse.QUEUE && own ? QUEUE + suffix : COMMON + suffix;
    }

    public boolean has(String suffix) {
        return settings.text(name(suffix)).isPresent();
    }

    boolean isTrue(String suffix) {
        return settings.bool(name(suffix), false);
    }

    /** Quotes the value, which must hold no secret. */
    ConfigurationException refuse(String suffix, String rule, String fix) {
        String name = name(suffix);
        return Settings.refuse(name, settings.text(name, ""), rule, fix);
    }
}
