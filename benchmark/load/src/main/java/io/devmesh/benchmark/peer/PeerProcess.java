package io.devmesh.benchmark.peer;

import io.devmesh.local.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A peer as a process of its own. It ends also where this program is killed, because its standard input ends then. */
public final class PeerProcess {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<String> command;
    private final Path log;
    private final Map<String, String> environment;
    private final int port = FreePort.find();
    private volatile Process process;

    /** @param command but for the last argument, which is the port */
    PeerProcess(List<String> command, Path log) {
        this(command, log, Map.of());
    }

    /**
     * Starts nothing yet.
     *
     * @param command as above
     * @param environment beside this program's own
     */
    public PeerProcess(List<String> command, Path log, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.command = List.copyOf(command);
        this.log = log;
    }

    /** Returns when it listens. */
    public void start() {
        List<String> all = new ArrayList<>(command);
        all.add(Integer.toString(port));
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
        // Express is slower without.
        builder.environment().put("NODE_ENV", "production");
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        awaitListening();
    }

    public void stop() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    /** The same program as a fresh process on the same port. */
    public void restart() {
        stop();
        start();
    }

    public int port() {
        return port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    private void awaitListening() {
        long start = System.nanoTime();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("a peer does not start: see " + log);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
