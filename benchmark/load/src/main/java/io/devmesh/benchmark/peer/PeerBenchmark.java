package io.devmesh.benchmark.peer;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import io.devmesh.benchmark.toolcall.OwnSubjects;
import io.devmesh.benchmark.toolcall.Subject;
import io.devmesh.benchmark.toolcall.ToolCallBenchmark;
import io.devmesh.benchmark.toolcall.ToolCallRequests;
import io.devmesh.benchmark.toolcall.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The echo tool of Edge MCP, of the peers, and the bare servlet, in turns. */
public final class PeerBenchmark {
    private static final double AHEAD = 1.0;

    private final Servers servers;
    private final Peers peers;
    private final Turns turns;

    public PeerBenchmark(Servers servers, Peers peers, Turns turns) {
        this.servers = servers;
        this.peers = peers;
        this.turns = turns;
    }

    /** Compares each era of ours with the bare servlet and with each peer of the same era. */
    public Section run(int rounds) {
        List<Subject> subjects = new ArrayList<>(OwnSubjects.of(servers));
        subjects.add(sessionEra(peers.sdk1Stateless()));
        subjects.add(sessionEra(peers.sdk2()));
        subjects.add(sessionEra(peers.javaStateless()));
        subjects.add(sessionEra(peers.javaDefaults()));
        subjects.add(inSession(peers.javaStreamable()));
        subjects.add(statelessEra(peers.sdk2()));
        List<Series> series = turns.run(subjects, rounds);

        Series bare = series.get(0);
        Series ours = series.get(1);
        Series oursStateless = series.get(2);
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(new Comparison(ours, bare, Optional.of(ToolCallBenchmark.TARGET)));
        comparisons.add(new Comparison(oursStateless, bare, Optional.of(ToolCallBenchmark.TARGET)));
        series.subList(3, 8).forEach(peer -> comparisons.add(new Comparison(ours, peer, Optional.of(AHEAD))));
        comparisons.add(new Comparison(oursStateless, series.getLast(), Optional.of(AHEAD)));
        return new Section.Rates("peers", "requests", series, comparisons);
    }

    private static Subject sessionEra(Peers.Way peer) {
        return subject(peer, "2025-11-25", new ToolCallRequests(peer.endpoint()).echoInSessionEra());
    }

    private static Subject inSession(Peers.Way peer) {
        HttpPost request = new ToolCallRequests(peer.endpoint()).echoInSessionEra();
        Optional<String> session = peer.endpoint().beginSession();
        return subject(peer, "2025-11-25", McpEndpoint.inSession(request, session));
    }

    private static Subject statelessEra(Peers.Way peer) {
        return subject(peer, "2026-07-28", new ToolCallRequests(peer.endpoint()).echoInStatelessEra());
    }

    private static Subject subject(Peers.Way peer, String version, HttpPost request) {
        return Subject.of(
                        peer.name() + ", echo, " + version,
                        request,
                        peer.process().handle())
                .checked();
    }
}
