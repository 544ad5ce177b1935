package io.devmesh.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The one place that writes to the terminal. */
final class Console {
    private final PrintStream out;
    private final PrintStream err;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** On the process's own streams. */
    @SuppressWarnings("SystemOut")
    static Console ofProcess() {
        return new Console(System.out, System.err);
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Runs {@code step}, and shows its name before and its time after. */
    void step(String what, Runnable step) {
        line(what + " ...");
        long start = System.nanoTime();
        step.run();
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        line(String.format(Locale.ROOT, "%s ... ready in %.1f s", what, seconds));
    }

    /** The evidence first, so that the line that says what to do is the last. */
    void failure(String line, List<String> evidence) {
        evidence.forEach(entry -> err.println("    " + entry));
        err.println(line);
        err.flush();
    }
}
