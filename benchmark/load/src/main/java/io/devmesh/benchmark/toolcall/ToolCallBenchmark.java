package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.servers.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both eras and a tool that reads PostgreSQL, against the bare servlet. */
public final class ToolCallBenchmark {
    /** Of the bare servlet's rate. */
    public static final double TARGET = 0.5;

    private final Servers servers;
    private final Turns turns;

    public ToolCallBenchmark(Servers servers, Turns turns) {
        this.servers = servers;
        this.turns = turns;
    }

    /**
     * Warms up, measures, and compares with the bare servlet.
     *
     * @param event the id of an event that is stored
     */
    public Section run(int rounds, String event) {
        List<Subject> subjects = new ArrayList<>(OwnSubjects.of(servers));
        subjects.add(Subject.of(
                        "tools/call event_get",
                        new ToolCallRequests(McpEndpoint.of(servers)).sessionEra("event_get", Map.of("id", event)),
                        servers.edge())
                .checked());
        List<Series> series = turns.run(subjects, rounds);
        return new Section.Rates(
                "tools",
                "requests",
                series,
                List.of(
                        new Comparison(series.get(1), series.getFirst(), Optional.of(TARGET)),
                        new Comparison(series.get(2), series.getFirst(), Optional.of(TARGET)),
                        new Comparison(series.get(3), series.getFirst(), Optional.empty())));
    }
}
