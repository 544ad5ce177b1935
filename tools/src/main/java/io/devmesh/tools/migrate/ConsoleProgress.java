package io.devmesh.tools.migrate;

import io.devmesh.shared.json.Json;
import io.devmesh.tools.migrate.MigrationRecord.Counters;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** One line each, for people or as JSON. */
final class ConsoleProgress implements Progress {
    private static final double NANOS = 1e9;

    private final PrintWriter err;
    private final boolean json;
    private final LongSupplier nanoTime;
    private long shownAt;
    private long shownCopied;

    ConsoleProgress(PrintWriter err, boolean json, LongSupplier nanoTime) {
        this.err = err;
        this.json = json;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
        this.shownCopied = -1;
    }

    @Override
    public void show(Counters counters, long behind, Optional<Set<String>> services) {
        long now = nanoTime.getAsLong();
        long rate = shownCopied < 0
                ? 0
                : Math.round((counters.copied() - shownCopied) / Math.max((now - shownAt) / NANOS, 1e-3));
        shownAt = now;
        shownCopied = counters.copied();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>(Progress.named(counters));
            line.put("behind", behind);
            line.put("rate", rate);
            services.ifPresent(names -> line.put("services", new TreeSet<>(names)));
            err.println(Json.mapper().writeValueAsString(line));
        } else {
            err.println("copied " + counters.copied() + " (renumbered " + counters.renumbered() + ", removed "
                    + counters.removed() + "), behind " + behind + ", " + rate + "/s; " + users(services));
        }
    }

    private static String users(Optional<Set<String>> services) {
        return services.map(names -> names.isEmpty()
                        ? "no service is connected to the source"
                        : "connected to the source: " + String.join(", ", new TreeSet<>(names)))
                .orElse("CLIENT LIST is not permitted on the source: only the stream's silence counts");
    }

    @Override
    public void note(String line) {
        err.println(json ? Json.mapper().writeValueAsString(Map.of("note", line)) : line);
    }
}
