package io.devmesh.tools.migrate;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.shared.telemetry.ServiceIdentity;
import io.devmesh.tools.command.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** {@code devmesh migrate}: what it promises is said at {@link Migration}. */
@Command(
        name = "migrate",
        description = {
            "Copies the stream of webhook events with its groups and pending entries from one Redis to another, while"
                    + " both are in use, and goes on until Ctrl-C, SIGTERM or --until-drained. Started again, it goes on"
                    + " where it was.",
            "Source: REDIS_* and REDIS_QUEUE_*, as the services read them. Target: the same names with TARGET_ before"
                    + " them (TARGET_REDIS_ADDR, TARGET_REDIS_PASSWORD, TARGET_REDIS_TLS_ENABLED and so on)."
        },
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    private final Settings settings;
    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private Mode mode = new Mode();

    @Option(
            names = "--quiet-seconds",
            defaultValue = "15",
            paramLabel = "N",
            description =
                    "With --until-drained: how long no service may have used the source. Default: ${DEFAULT-VALUE}.")
    private int quietSeconds;

    @Option(
            names = "--into-existing",
            description = "Also where the target's stream has entries, or the record of another migration.")
    private boolean intoExisting;

    @Option(
            names = "--cache-keys",
            description = "First copies the keys edge_mcp:cache:* too, from and to the database EDGE_MCP_REDIS_DB"
                    + " (TARGET_EDGE_MCP_REDIS_DB).")
    private boolean cacheKeys;

    @Option(names = "--json", description = "Progress and report as JSON, one object on a line.")
    private boolean json;

    /** One of these at the most. */
    private static final class Mode {
        @Option(
                names = "--until-drained",
                description = "End when everything is copied and no Edge MCP and no Worker is connected to the source.")
        private boolean untilDrained;

        @Option(names = "--dry-run", description = "Say what would be copied, and change nothing.")
        private boolean dryRun;

        @Option(names = "--verify-only", description = "Compare source and target, and change nothing.")
        private boolean verifyOnly;
    }

    /** @param stop ends the copying in order */
    public MigrateCommand(Settings settings, StopSignal stop) {
        this.settings = settings;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        String name = ServiceIdentity.of("devmesh-migrate", settings).toString();
        String stream = StreamConfig.from(settings).stream();
        Side source = new Side(RedisConfig.queue(settings), "", name);
        Side target = new Side(TargetSettings.read(settings, RedisConfig::queue), TargetSettings.PREFIX, name);
        requireAddress(target);
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), json, System::nanoTime);
        preflight(source, target, stream).forEach(warning -> progress.note("Warning: " + warning));
        if (mode.dryRun) {
            return dryRun(source, target, stream);
        }
        Migration migration = new Migration(source, target, stream, progress, System::nanoTime);
        Migration.End end;
        if (mode.verifyOnly) {
            end = migration.verify();
        } else {
            if (cacheKeys) {
                copyCache(name, progress);
            }
            stop.heed();
            end = migration.run(
                    stop, mode.untilDrained ? Optional.of(Duration.ofSeconds(quietSeconds)) : Optional.empty());
        }
        new ReportText(stream, source, target, end).printTo(spec.commandLine().getOut(), json);
        return end.report().isComplete() ? 0 : 1;
    }

    private static void requireAddress(Side target) {
        if (target.config().topology().assumed()) {
            throw new ConfigurationException("TARGET_REDIS_ADDR is not set: set host:port of the Redis to copy to.");
        }
    }

    private List<String> preflight(Side source, Side target, String stream) {
        try (UnifiedJedis from = source.open();
                UnifiedJedis to = target.open()) {
            Preflight preflight = new Preflight(
                    new Preflight.Endpoint(source, new Server(from, stream), new StreamReader(from, stream)),
                    new Preflight.Endpoint(target, new Server(to, stream), new StreamReader(to, stream)));
            TargetStream record = new TargetStream(to, MigrationKeys.of(stream), "");
            return preflight.check(record::record, intoExisting || mode.dryRun || mode.verifyOnly);
        }
    }

    private int dryRun(Side source, Side target, String stream) {
        try (UnifiedJedis from = source.open();
                UnifiedJedis to = target.open()) {
            new Plan(stream, new StreamReader(from, stream), new StreamReader(to, stream))
                    .printTo(spec.commandLine().getOut(), json);
        }
        return 0;
    }

    /** What of the cache is not copied is a miss. */
    private void copyCache(String name, Progress progress) {
        try (UnifiedJedis from = RedisConnections.open(RedisConfig.cache(settings), name);
                UnifiedJedis to = RedisConnections.open(TargetSettings.read(settings, RedisConfig::cache), name)) {
            progress.note("Copied " + new CacheCopy(from, to).run() + " keys of the cache.");
        } catch (JedisException failure) {
            progress.note("The keys of the cache are not all copied: " + RootCause.of(failure));
        }
    }
}
