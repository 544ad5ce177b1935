package io.devmesh.benchmark.servers;

import java.time.Duration;
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
            case JVM -> Command.ofJdk("jcmd", pid, "GC.run").output();
            case NODE -> Command.of("kill", "-USR2", pid).output();
        }
    }

    /** In mebibytes, as it is. */
    public double now() {
        String kibibytes = Command.of("ps", "-o", "rss=", "-p", Long.toString(process.pid()))
                .output();
        return Long.parseLong(kibibytes.strip()) / KIBIBYTES;
    }
}
