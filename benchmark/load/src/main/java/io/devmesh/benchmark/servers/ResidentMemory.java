package io.devmesh.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a process holds of the machine's memory. */
public record ResidentMemory(ProcessHandle process, Kind kind) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_POLLS = 20;
    private static final double STEADY = 0.003;
    private static final double KIBIBYTES = 1 << 10;

    /** How it is told to collect. */
    public enum Kind {
        JVM,
        /** Started with {@code --expose-gc}, and collects at SIGUSR2. */
        NODE
    }

    /** In mebibytes, once it has collected its garbage and has stopped to change. */
    public double afterCollection() {
        collect();
        double last = now();
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            LockSupport.parkNanos(POLL.toNanos());
            double current = now();
            if (Math.abs(current - last) < last * STEADY) {
                return current;
            }
            last = current;
        }
        return last;
    }

    private void collect() {
        String pid = Long.toString(process.pid());
        switch (kind) {
            case JVM ->
                run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, "GC.run"));
            case NODE -> run(List.of("kill", "-USR2", pid));
        }
    }

    /** In mebibytes, as it is. */
    public double now() {
        String kibibytes = run(List.of("ps", "-o", "rss=", "-p", Long.toString(process.pid())));
        return Long.parseLong(kibibytes.strip()) / KIBIBYTES;
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
