package io.devmesh.benchmark.recovery;

import io.devmesh.benchmark.drain.DrainBenchmark;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Limit;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long it takes until events are stored again, and how fast a Worker makes up for an outage. */
public final class RecoveryBenchmark {
    /** Of the rate at which it drains a stream that nothing had happened to. */
    private static final double LEAST_OF_DRAIN = 0.8;

    private static final double MOST_AFTER_POSTGRES = 2;
    private static final double MOST_AFTER_REDIS = 5;

    /** A Worker's turn, 5 s, and one more. */
    private static final double MOST_AFTER_WORKER = 6;

    private final Cleanup cleanup;
    private final Servers servers;
    private final int events;
    private final Duration outage;

    /**
     * Starts nothing yet.
     *
     * @param events on the stream when the rate of draining is measured
     * @param outage for which PostgreSQL is away
     */
    public RecoveryBenchmark(Cleanup cleanup, Servers servers, int events, Duration outage) {
        this.cleanup = cleanup;
        this.servers = servers;
        this.events = events;
        this.outage = outage;
    }

    /** Takes the outage and half a minute for each round. The other services are stopped, for good. */
    public Section run(int rounds, Payloads payloads) {
        servers.stopServices();
        Stage stage = Stage.start(cleanup, servers, payloads);
        Drain drain = new Drain("recovery: drain", stage, events);
        Outage away =
                new Outage("recovery: drain after " + outage.toSeconds() + " s without PostgreSQL", stage, outage);
        new Interleaved(DrainBenchmark.WARM_UP_ROUNDS, 0).run(List.of(drain));
        List<Series> drained = new Interleaved(0, rounds).run(List.of(away, drain));

        List<Double> crashed = new ArrayList<>();
        List<Double> failedOver = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        List<Double> longest = new ArrayList<>();
        Blows blows = new Blows(stage);
        for (int round = 0; round < rounds; round++) {
            crashed.add(seconds(blows.crashPostgres()));
            failedOver.add(seconds(blows.failRedisOver()));
        }
        stage.startSecondWorker();
        for (int round = 0; round < rounds; round++) {
            Blows.Kill kill = blows.killReader();
            left.add(seconds(kill.left()));
            longest.add(seconds(kill.longest()));
        }
        stage.stop();
        return new Section.Rates(
                "recovery",
                "events",
                drained,
                List.of(new Comparison(drained.getFirst(), drained.getLast(), Optional.of(LEAST_OF_DRAIN))),
                List.of(
                        new Limit(away.name() + ", until it begins, s", away.seconds(), MOST_AFTER_POSTGRES),
                        new Limit("PostgreSQL crashed, until events are stored again, s", crashed, MOST_AFTER_POSTGRES),
                        new Limit("Redis failed over, until events are stored again, s", failedOver, MOST_AFTER_REDIS),
                        new Limit(
                                "the Worker that read was killed, until what had come before is stored, s",
                                left,
                                MOST_AFTER_WORKER),
                        new Limit(
                                "the Worker that read was killed, longest way of any event, s",
                                longest,
                                MOST_AFTER_WORKER)),
                Map.of());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
