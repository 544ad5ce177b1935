package io.devmesh.benchmark.webhook;

import io.devmesh.benchmark.accept.ReplicaPair;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two doors on the same pair of Redis, of which one answers when the replica has the event. */
public final class DurabilityBenchmark {
    private static final double TARGET = 0.9;
    private static final int WARM_UP_ROUNDS = 10;

    /** Nobody reads these streams. */
    private static final String ENOUGH = "100000000";

    private final Servers servers;
    private final ReplicaPair pair;
    private final Duration duration;
    private final int bodyBytes;

    public DurabilityBenchmark(Servers servers, ReplicaPair pair, Duration duration, int bodyBytes) {
        this.servers = servers;
        this.pair = pair;
        this.duration = duration;
        this.bodyBytes = bodyBytes;
    }

    public Section run(int rounds) {
        Servers.Instance replicated = door("replicated");
        Servers.Instance local = door("local");
        List<Series> series = new Interleaved(WARM_UP_ROUNDS, rounds)
                .run(List.of(
                        new Accepted("durability: replicated", servers, pair, replicated, true, duration, bodyBytes),
                        new Accepted("durability: local", servers, pair, local, false, duration, bodyBytes)));
        replicated.server().stop();
        local.server().stop();
        Comparison comparison = new Comparison(series.getFirst(), series.getLast(), Optional.of(TARGET));
        return new Section.Rates("durability", "requests", series, List.of(comparison));
    }

    private Servers.Instance door(String durability) {
        Map<String, String> variables = new HashMap<>();
        variables.put("REDIS_ADDR", pair.address());
        variables.put("WEBHOOK_DURABILITY", durability);
        variables.put("WEBHOOK_MAX_BACKLOG", ENOUGH);
        Servers.Instance door = servers.anotherEdge("-" + durability, variables);
        door.restart();
        return door;
    }
}
