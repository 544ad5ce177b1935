package io.devmesh.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Redis of its own on the loopback interface. It keeps its port and data over {@link #stop}, {@link #kill} and {@link #start}.
 *
 * <p>It runs as a daemon, in its own session: the Ctrl-C of a terminal goes to every program of the foreground group,
 * and must not end Redis before the services have drained.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Supplier<Path> program;
    private final Path folder;
    private final RedisEndpoint endpoint;
    private final List<String> lines;
    private final ProcessRecord record;
    private Optional<Daemon> daemon = Optional.empty();

    /**
     * On a free port of 127.0.0.1; starts nothing yet.
     *
     * @param program from {@link RedisBinary}; asked for at the start, because it may have to be unpacked
     * @param folder for its data, configuration and log
     * @param settings of redis.conf that take one value, on top of: append-only file, nothing evicted
     */
    public EmbeddedRedis(Supplier<Path> program, Path folder, Map<String, String> settings) {
        this(program, folder, RedisEndpoint.free(), lines(settings));
    }

    /**
     * Starts nothing yet.
     *
     * @param program as above
     * @param folder as above
     * @param endpoint where it listens; one with TLS counts as started once it accepts connections, which may be before
     *     it has loaded its data
     * @param lines whole lines of redis.conf, on top of the same; with TLS they must name the certificate
     */
    public EmbeddedRedis(Supplier<Path> program, Path folder, RedisEndpoint endpoint, List<String> lines) {
        this.program = program;
        this.folder = folder.toAbsolutePath();
        this.endpoint = endpoint;
        this.lines = List.copyOf(lines);
        this.record = new ProcessRecord(this.folder.resolve("redis.process"));
    }

    /** Returns once it serves; throws {@link StartupException} where it does not. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        Path configuration = folder.resolve("redis.conf");
        Path output = folder.resolve("redis.out");
        try {
            Files.createDirectories(folder);
            record.process().map(Daemon::new).ifPresent(left -> left.stop(STOP_LIMIT));
            Files.deleteIfExists(pidFile());
            Files.deleteIfExists(log());
            new PrivateFile(configuration).write(configuration());
        } catch (IOException failure) {
            throw new StartupException(
                    "Redis can't use the folder " + folder + " (" + failure.getMessage() + "): make it writable.");
        }
        Tool redis = new Tool(List.of(program.get().toString(), configuration.toString()), output);
        if (!redis.succeeds(START_LIMIT)) {
            throw new StartupException("Redis did not start: see " + output + ".", new LogTail(output).lines());
        }
        awaitAnswer();
    }

    /** Ends it as SHUTDOWN does: everything is written before. */
    public synchronized void stop() {
        daemon.ifPresent(running -> running.stop(STOP_LIMIT));
        daemon = Optional.empty();
    }

    /** Ends it as {@code kill -9} does. */
    public synchronized void kill() {
        daemon.ifPresent(Daemon::kill);
        daemon = Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return daemon.filter(Daemon::isRunning).isPresent();
    }

    /** Its process, to pause or to watch. */
    public synchronized ProcessHandle process() {
        return daemon.orElseThrow(() -> new IllegalStateException("Redis is not started"))
                .handle();
    }

    public int port() {
        return endpoint.port();
    }

    /** As in REDIS_ADDR. */
    public String address() {
        return endpoint.address();
    }

    Path log() {
        return folder.resolve("redis.log");
    }

    private Path pidFile() {
        return folder.resolve("redis.pid");
    }

    private void awaitAnswer() {
        RedisProbe probe = new RedisProbe(endpoint);
        // Asked once: a Redis that has much to do takes longer for the second answer than the probe waits.
        boolean decided = Await.until(START_LIMIT, () -> hasFailed() || probe.answers());
        findProcess();
        if (!decided || !isRunning()) {
            kill();
            throw new StartupException(
                    "Redis does not answer on port " + port() + ": see " + log() + ".", new LogTail(log()).lines());
        }
    }

    /** The id is written once the ports are bound, before the data is loaded. */
    private void findProcess() {
        Await.until(Duration.ofSeconds(1), () -> pid().isPresent());
        daemon = pid().flatMap(ProcessHandle::of).map(Daemon::new);
        daemon.map(Daemon::handle).ifPresent(record::write);
    }

    private boolean hasFailed() {
        Optional<Long> pid = pid();
        return pid.isPresent()
                && pid.flatMap(ProcessHandle::of)
                        .map(Daemon::new)
                        .filter(Daemon::isRunning)
                        .isEmpty();
    }

    private Optional<Long> pid() {
        try {
            return Optional.of(Files.readString(pidFile()).strip())
                    .filter(text -> !text.isEmpty())
                    .map(Long::valueOf);
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private String configuration() {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("bind", endpoint.host());
        own.put("port", endpoint.tls() ? "0" : Integer.toString(port()));
        if (endpoint.tls()) {
            own.put("tls-port", Integer.toString(port()));
        }
        own.put("daemonize", "yes");
        own.put("pidfile", pidFile().toString());
        own.put("logfile", log().toString());
        own.put("dir", folder.toString());
        own.put("save", "");
        own.put("appendonly", "yes");
        own.put("appendfsync", "everysec");
        own.put("maxmemory-policy", "noeviction");
        return Stream.concat(lines(own).stream(), lines.stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + quoted(setting.getValue()))
                .toList();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
