package io.devmesh.tools.migrate;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.function.Function;

/**
 * The settings of the target: {@code TARGET_X} is read as {@code X}. What is about Redis is never taken from the source;
 * anything else, as {@code AWS_REGION} or {@code EDGE_MCP_REDIS_DB}, is the source's where it has no value of its own.
 */
final class TargetSettings {
    static final String PREFIX = "TARGET_";

    private TargetSettings() {}

    static Settings of(Settings source) {
        return Settings.of(name -> {
            String own = value(source, PREFIX + name);
            return own != null || name.startsWith("REDIS_") ? own : value(source, name);
        });
    }

    /** Reads the target's configuration; what is refused is refused by the name that the user has set. */
    static <T> T read(Settings source, Function<Settings, T> from) {
        try {
            return from.apply(of(source));
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(refused.getMessage().replaceAll("\\bREDIS_", PREFIX + "REDIS_"));
        }
    }

    private static String value(Settings settings, String name) {
        return settings.isSet(name) ? settings.text(name).orElse("") : null;
    }
}
