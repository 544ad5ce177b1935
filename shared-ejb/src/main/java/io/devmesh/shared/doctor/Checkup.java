package io.devmesh.shared.doctor;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import io.devmesh.shared.kms.KmsConfig;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.stream.StreamConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything that a service needs, examined one after the other; a setting that is refused is a finding too. */
public final class Checkup {
    private final Settings settings;
    private final Clock clock;
    private final Function<DatabaseConfig, DatabaseDoctor> databaseDoctors;
    private final List<Finding> findings = new ArrayList<>();

    /** A check-up of what {@code settings} name; {@code databaseDoctors} know how to connect to a database. */
    public Checkup(Settings settings, Clock clock, Function<DatabaseConfig, DatabaseDoctor> databaseDoctors) {
        this.settings = settings;
        this.clock = clock;
        this.databaseDoctors = databaseDoctors;
    }

    public Report run(ServiceNeeds needs) {
        findings.clear();
        configuration(StreamConfig::from).ifPresent(stream -> redis(needs, stream));
        configuration(DatabaseConfig::from)
                .ifPresent(
                        config -> findings.addAll(databaseDoctors.apply(config).examine()));
        configuration(Checkup::masterKey)
                .flatMap(key -> key)
                .ifPresent(key -> findings.addAll(new KmsDoctor(key.keyId(), key.cipher()).examine()));
        return new Report(findings);
    }

    /** With its libraries, and refused where the services would not start with it. */
    private static Optional<KmsConfig> masterKey(Settings settings) {
        Optional<KmsConfig> key = KmsConfig.from(settings);
        key.ifPresent(ignored -> MasterKeys.from(settings));
        return key;
    }

    private void redis(ServiceNeeds needs, StreamConfig stream) {
        for (RedisUse use : configuration(needs::uses).orElse(List.of())) {
            configuration(use == RedisUse.QUEUE ? RedisConfig::queue : RedisConfig::cache)
                    .ifPresent(config -> findings.addAll(
                            new RedisDoctor(config, settings, needs.access(config, stream), clock).examine()));
        }
    }

    private <T> Optional<T> configuration(Function<Settings, T> from) {
        Findings found = new Findings("configuration");
        try {
            T config = from.apply(settings);
            if (config instanceof Warnings cautious) {
                cautious.warnings()
                        .forEach(warning ->
                                found.warning(Code.CONFIGURATION__WARNING, warning, "A setting wants attention", ""));
            }
            return Optional.of(config);
        } catch (ConfigurationException refused) {
            found.error(
                    Code.CONFIGURATION__REFUSED,
                    refused.getMessage(),
                    "The services do not start with this setting",
                    "as the message says");
            return Optional.empty();
        } finally {
            found.list().stream().filter(finding -> !findings.contains(finding)).forEach(findings::add);
        }
    }
}
