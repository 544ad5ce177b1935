package io.devmesh.benchmark;

import io.devmesh.benchmark.accept.AcceptBenchmark;
import io.devmesh.benchmark.accept.ReplicaPair;
import io.devmesh.benchmark.drain.DrainBenchmark;
import io.devmesh.benchmark.drain.SampleEvents;
import io.devmesh.benchmark.latency.FairnessBenchmark;
import io.devmesh.benchmark.latency.LatencyBenchmark;
import io.devmesh.benchmark.peer.NodePrograms;
import io.devmesh.benchmark.peer.PeerPrograms;
import io.devmesh.benchmark.queue.QueueBenchmark;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.sample.OctokitExamples;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.sample.RepeatedPayloads;
import io.devmesh.benchmark.sample.SamplePayloads;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.benchmark.sustained.SustainedBenchmark;
import io.devmesh.benchmark.webhook.DurabilityBenchmark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The parts about events, from the stream to their rows. */
final class EventParts {
    /** GitHub's examples are seven times as large as the bodies that we make. */
    private static final int CORPUS_SHARE = 5;

    /** The thousandth part of a round's events must be more than a few. */
    private static final int LATENCY_FACTOR = 3;

    private final Cleanup cleanup;
    private final Servers servers;
    private final Store store;
    private final Parameters parameters;
    private final PeerPrograms programs;

    EventParts(Cleanup cleanup, Servers servers, Store store, Parameters parameters, PeerPrograms programs) {
        this.cleanup = cleanup;
        this.servers = servers;
        this.store = store;
        this.parameters = parameters;
        this.programs = programs;
    }

    /**
     * Those that are asked for.
     *
     * @param say what is being done
     */
    List<Section> measure(Consumer<String> say) {
        Payloads payloads = new SamplePayloads(parameters.bodyBytes());
        List<Section> sections = new ArrayList<>();
        if (wants("drain")) {
            say.accept("Draining a filled stream: the Worker, bare programs, and PostgreSQL by itself");
            sections.add(drain(parameters.events()).run(parameters.rounds(), payloads));
        }
        if (wants("corpus")) {
            say.accept("Draining a stream of GitHub's examples");
            sections.add(corpus());
        }
        if (wants("queue")) {
            say.accept("Draining a filled stream, and queues of jobs that do nothing");
            sections.add(
                    new QueueBenchmark(cleanup, servers, store, programs, parameters.events(), parameters.bodyBytes())
                            .run(parameters.rounds()));
        }
        if (wants("latency")) {
            say.accept("Storing events that come at a fixed rate");
            Duration duration = parameters.duration().multipliedBy(LATENCY_FACTOR);
            sections.add(new LatencyBenchmark(cleanup, servers, store, parameters.events(), duration)
                    .run(parameters.rounds(), payloads));
        }
        if (wants("fairness")) {
            say.accept("Storing events of tenants beside one that sends ten times as much");
            Duration duration = parameters.duration().multipliedBy(LATENCY_FACTOR);
            sections.add(new FairnessBenchmark(servers, store, parameters.events(), duration)
                    .run(parameters.rounds(), payloads));
        }
        if (wants("sustained")) {
            say.accept("Storing events at half of the highest rate for "
                    + parameters.sustained().toMinutes() + " minutes");
            sections.add(
                    new SustainedBenchmark(servers, store, parameters.events(), parameters.sustained()).run(payloads));
        }
        if (wants("accept")) {
            say.accept("Accepting events with and without waiting for a replica");
            sections.add(accept(payloads));
        }
        if (wants("durability")) {
            say.accept("Posting webhooks that are accepted with and without waiting for a replica");
            sections.add(durability());
        }
        return sections;
    }

    private boolean wants(String part) {
        return parameters.parts().contains(part);
    }

    private DrainBenchmark drain(int events) {
        return new DrainBenchmark(cleanup, servers, store, events);
    }

    private ReplicaPair pair() {
        return ReplicaPair.start(cleanup, servers.folder().resolve("replicas"), servers.binaries());
    }

    private Section durability() {
        ReplicaPair pair = pair();
        Section section = new DurabilityBenchmark(servers, pair, parameters.duration(), parameters.bodyBytes())
                .run(parameters.rounds());
        pair.stop();
        return section;
    }

    private Section accept(Payloads payloads) {
        ReplicaPair pair = pair();
        SampleEvents samples = new SampleEvents(servers.access(), payloads);
        Section section = new AcceptBenchmark(pair, samples, parameters.events()).run(parameters.rounds());
        pair.stop();
        return section;
    }

    private Section corpus() {
        if (!NodePrograms.possible()) {
            Map<String, String> skipped = Map.of("corpus: @octokit/webhooks-examples", NodePrograms.MISSING);
            return new Section.Rates("corpus", "events", List.of(), List.of(), List.of(), skipped);
        }
        Payloads examples =
                new RepeatedPayloads(OctokitExamples.read(programs.node().modules()));
        int events = Math.max(1, parameters.events() / CORPUS_SHARE);
        return drain(events).runCorpus(parameters.rounds(), examples);
    }
}
