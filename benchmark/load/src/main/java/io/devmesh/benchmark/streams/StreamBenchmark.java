package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.peer.Peers;
import io.devmesh.benchmark.report.Footprint;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.streams.ResidentMemory.Kind;
import io.devmesh.benchmark.streams.StreamSubject.Taken;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import java.util.ArrayList;
import java.util.List;

/** The memory of open streams, of Edge MCP and of the peers that have some, one server after the other. */
public final class StreamBenchmark {
    /** A heap that follows what is in it, so that the process's memory tells something. */
    public static final String HEAP = "-Xms64m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20";

    private final List<StreamSubject> subjects;
    private final int count;

    /**
     * Measures nothing yet. All servers must be fresh, and the JVMs have {@link #HEAP}.
     *
     * @param edge an Edge MCP
     * @param count of streams
     */
    public StreamBenchmark(Servers servers, Servers.Instance edge, Peers peers, int count) {
        McpEndpoint ours = McpEndpoint.of(servers, edge.port());
        ResidentMemory memory = new ResidentMemory(edge.process(), Kind.JVM);
        this.subjects = List.of(
                new StreamSubject("Edge MCP, GET, 2025-11-25", memory, new SessionStreams(ours)),
                new StreamSubject("Edge MCP, subscriptions/listen, 2026-07-28", memory, new ListenStreams(ours)),
                sessions(peers.sdk1Sessions(), Kind.NODE),
                sessions(peers.sdk2(), Kind.NODE),
                listen(peers.sdk2(), Kind.NODE),
                sessions(peers.javaStreamable(), Kind.JVM));
        this.count = count;
    }

    private static StreamSubject sessions(Peers.Way peer, Kind kind) {
        return new StreamSubject(
                peer.name() + ", GET, 2025-11-25",
                new ResidentMemory(peer.process(), kind),
                new SessionStreams(peer.endpoint()));
    }

    private static StreamSubject listen(Peers.Way peer, Kind kind) {
        return new StreamSubject(
                peer.name() + ", subscriptions/listen, 2026-07-28",
                new ResidentMemory(peer.process(), kind),
                new ListenStreams(peer.endpoint()));
    }

    public Section run(int rounds) {
        List<Footprint> footprints =
                subjects.stream().map(subject -> measure(subject, rounds)).toList();
        return new Section.Memory("streams", count, "open streams", footprints);
    }

    private Footprint measure(StreamSubject subject, int rounds) {
        try {
            // What the first streams ever load and make stays.
            Taken last = subject.measure(count);
            List<Double> differences = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                last = subject.measure(count);
                differences.add(last.difference());
            }
            return new Footprint.Measured(subject.name(), last.before(), differences);
        } catch (StreamsRefusedException refused) {
            return new Footprint.Skipped(subject.name(), "skipped: the server " + refused.getMessage());
        }
    }
}
