package io.devmesh.benchmark;

import io.devmesh.benchmark.peer.PeerBenchmark;
import io.devmesh.benchmark.peer.PeerPrograms;
import io.devmesh.benchmark.peer.Peers;
import io.devmesh.benchmark.recovery.RecoveryBenchmark;
import io.devmesh.benchmark.report.Machine;
import io.devmesh.benchmark.report.Report;
import io.devmesh.benchmark.report.ReportTable;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.sample.SamplePayloads;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.benchmark.start.StartBenchmark;
import io.devmesh.benchmark.streams.StreamBenchmark;
import io.devmesh.benchmark.toolcall.AdmissionBenchmark;
import io.devmesh.benchmark.toolcall.ToolCallBenchmark;
import io.devmesh.benchmark.toolcall.Turns;
import io.devmesh.benchmark.webhook.WebhookBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs all benchmarks, prints a table and writes {@code benchmark.json}. */
public final class Main {
    private final PrintStream out;
    private final Parameters parameters;
    private final PeerPrograms peerPrograms;
    private final Map<String, String> facts = new TreeMap<>();
    private final Clock clock = Clock.systemUTC();

    private Main(PrintStream out, Parameters parameters, PeerPrograms peerPrograms) {
        this.out = out;
        this.parameters = parameters;
        this.peerPrograms = peerPrograms;
    }

    /**
     * Runs everything.
     *
     * @param arguments the Liberty installation that the build left, the folder for data, logs and the report, and those
     *     of the peers' programs: for Node, for Java, and the job queue in Java
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        // Libraries such as Flyway tell of every start.
        Logger.getLogger("").setLevel(Level.WARNING);
        Cleanup cleanup = new Cleanup();
        Cleanup.closeAtExit(cleanup);
        Path folder = Path.of(arguments[1]);
        PeerPrograms peers = new PeerPrograms(
                Path.of(arguments[2]), Path.of(arguments[3]), Path.of(arguments[4]), folder.resolve("run"));
        new Main(System.out, Parameters.from(System.getProperties()), peers)
                .run(cleanup, Path.of(arguments[0]), folder);
        System.exit(0);
    }

    private void run(Cleanup cleanup, Path wlp, Path folder) throws IOException {
        Instant started = clock.instant();
        Machine machine = Machine.here();
        say("Starting Redis, PostgreSQL, the Worker and Edge MCP");
        Servers servers = new Servers(cleanup, wlp, folder.resolve("run"));
        try (Store store = new Store(servers)) {
            EventParts parts = new EventParts(cleanup, servers, store, parameters, peerPrograms);
            List<Section> sections = new ArrayList<>(parts.measure(this::say));
            sections.addAll(measure(servers, store));
            sections.addAll(compare(cleanup, servers));
            facts.putAll(storeFacts(servers));
            facts.put("open_liberty", System.getProperty("benchmark.liberty", ""));
            facts.put("jvm_options", Servers.HEAP);
            facts.put("jvm_options_as_the_worker", Servers.AS_THE_WORKER);
            facts.put("jobrunr", System.getProperty("benchmark.jobrunr", ""));
            facts.putAll(peerPrograms.versions());
            Report report = new Report(started, clock.instant(), machine, facts, parameters.toMap(), sections);
            Path file = folder.resolve("benchmark.json");
            report.write(file);
            out.print(new ReportTable(report).text());
            say("Every round is in " + file);
        }
        say("Stopping everything");
    }

    /** Over new connections: a part may have restarted a server. */
    private static Map<String, String> storeFacts(Servers servers) {
        try (Store store = new Store(servers)) {
            return store.facts();
        }
    }

    private List<Section> measure(Servers servers, Store store) {
        WebhookBenchmark webhooks = new WebhookBenchmark(
                servers, store, parameters.connections(), parameters.duration(), parameters.bodyBytes());
        List<Section> sections = new ArrayList<>();
        if (parameters.parts().contains("tools")) {
            say("Calling tools, and a bare servlet");
            ToolCallBenchmark tools = new ToolCallBenchmark(servers, turns());
            sections.add(tools.run(parameters.rounds(), webhooks.storeOne()));
        }
        if (parameters.parts().contains("admission")) {
            say("Calling a bare servlet, and one that lets callers in first");
            sections.add(new AdmissionBenchmark(servers, parameters.connections(), parameters.duration())
                    .run(parameters.rounds()));
        }
        if (parameters.parts().contains("webhooks")) {
            say("Posting webhooks");
            sections.add(webhooks.run(parameters.rounds()));
        }
        return sections;
    }

    /** With servers that others have made. */
    private List<Section> compare(Cleanup cleanup, Servers servers) {
        List<Section> sections = new ArrayList<>();
        if (parameters.parts().contains("peers")) {
            say("Calling the same tool on Edge MCP and on its peers");
            Peers peers = peers(cleanup, Servers.HEAP);
            sections.add(new PeerBenchmark(servers, peers, turns()).run(parameters.rounds()));
            peers.stop();
        }
        if (parameters.parts().contains("streams")) {
            say("Opening streams on Edge MCP and on its peers");
            Peers peers = peers(cleanup, StreamBenchmark.HEAP);
            Servers.Instance edge = servers.anotherEdge("-2", Map.of("JVM_ARGS", StreamBenchmark.HEAP));
            sections.add(new StreamBenchmark(servers, edge, peers, parameters.streams()).run(parameters.rounds()));
            peers.stop();
            facts.put("jvm_options_for_streams", StreamBenchmark.HEAP);
        }
        if (parameters.parts().contains("recovery")) {
            say("Killing a Worker, PostgreSQL and Redis, and taking PostgreSQL away");
            sections.add(new RecoveryBenchmark(cleanup, servers, parameters.events(), parameters.outage())
                    .run(parameters.rounds(), new SamplePayloads(parameters.bodyBytes())));
        }
        if (parameters.parts().contains("start")) {
            say("Starting each service anew");
            sections.add(new StartBenchmark(servers, Path.of(System.getProperty("benchmark.startAgent")))
                    .run(parameters.rounds()));
        }
        return sections;
    }

    private Peers peers(Cleanup cleanup, String jvmOptions) {
        Peers peers = new Peers(cleanup, peerPrograms, jvmOptions);
        facts.put("mcp_java_sdk", System.getProperty("benchmark.javaSdk", ""));
        facts.put("tomcat", System.getProperty("benchmark.tomcat", ""));
        return peers;
    }

    private Turns turns() {
        return new Turns(parameters.connections(), parameters.duration());
    }

    private void say(String line) {
        out.println(clock.instant().toString().substring(11, 19) + "  " + line + ".");
        out.flush();
    }
}
