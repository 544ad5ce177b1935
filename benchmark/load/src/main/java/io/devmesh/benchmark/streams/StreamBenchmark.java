package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.peer.Peers;
import io.devmesh.benchmark.report.Footprint;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.servers.ResidentMemory;
import io.devmesh.benchmark.servers.ResidentMemory.Kind;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.streams.StreamSubject.Host;
import io.devmesh.benchmark.streams.StreamSubject.Taken;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The memory of open streams, of Edge MCP and of the peers that have some, one server after the other. */
public final class StreamBenchmark {
    /** A heap that follows what is in it, so that the process's memory tells something. */
    public static final String HEAP = "-Xms64m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20";

    private final List<StreamSubject> subjects;
    private final int count;

    /**
     * Measures nothing yet. The JVMs must have {@link #HEAP}.
     *
     * @param edge an Edge MCP
     * @param count of streams
     */
    public StreamBenchmark(Servers servers, Servers.Instance edge, Peers peers, int count) {
        McpEndpoint ours = McpEndpoint.of(servers, edge.port());
        Host host = new Restarted(edge::restart, () -> edge.server().process(), Kind.JVM);
        this.subjects = List.of(
                new StreamSubject("Edge MCP, GET, 2025-11-25", host, new SessionStreams(ours)),
                new StreamSubject("Edge MCP, subscriptions/listen, 2026-07-28", host, new ListenStreams(ours)),
                sessions(peers.sdk1Sessions(), Kind.NODE),
                sessions(peers.sdk2(), Kind.NODE),
                listen(peers.sdk2(), Kind.NODE),
                sessions(peers.javaStreamable(), Kind.JVM));
        this.count = count;
    }

    private record Restarted(Runnable how, Supplier<ProcessHandle> process, Kind kind) implements Host {
        static Restarted of(Peers.Way peer, Kind kind) {
            return new Restarted(peer.process()::restart, peer.process()::handle, kind);
        }

        @Override
        public void restart() {
            how.run();
        }

        @Override
        public ResidentMemory memory() {
            return new ResidentMemory(process.get(), kind);
        }
    }

    private static StreamSubject sessions(Peers.Way peer, Kind kind) {
        return new StreamSubject(
                peer.name() + ", GET, 2025-11-25", Restarted.of(peer, kind), new SessionStreams(peer.endpoint()));
    }

    private static StreamSubject listen(Peers.Way peer, Kind kind) {
        return new StreamSubject(
                peer.name() + ", subscriptions/listen, 2026-07-28",
                Restarted.of(peer, kind),
                new ListenStreams(peer.endpoint()));
    }

    public Section run(int rounds) {
        List<Footprint> footprints =
                subjects.stream().map(subject -> measure(subject, rounds)).toList();
        return new Section.Memory("streams", count, "open streams", footprints);
    }

    private Footprint measure(StreamSubject subject, int rounds) {
        try {
            double before = 0;
            List<Double> differences = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Taken taken = subject.measure(count);
                before = taken.before();
                differences.add(taken.difference());
            }
            return new Footprint.Measured(subject.name(), before, differences);
        } catch (StreamsRefusedException refused) {
            return new Footprint.Skipped(subject.name(), "skipped: the server " + refused.getMessage());
        }
    }
}
