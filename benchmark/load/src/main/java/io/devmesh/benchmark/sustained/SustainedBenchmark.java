package io.devmesh.benchmark.sustained;

import io.devmesh.benchmark.drain.DrainBenchmark;
import io.devmesh.benchmark.drain.Drainer;
import io.devmesh.benchmark.drain.SampleEvents;
import io.devmesh.benchmark.drain.StreamDrain;
import io.devmesh.benchmark.drain.StreamFill;
import io.devmesh.benchmark.http.Page;
import io.devmesh.benchmark.latency.SteadyProducer;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Limit;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.sample.RepeatedPayloads;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The Worker at half of what it drains at most, for minutes, while both servers do their own chores: nothing may grow. */
public final class SustainedBenchmark {
    private static final double SHARE_OF_DRAIN = 0.5;
    private static final int DRAIN_ROUNDS = 3;
    private static final int BODIES = 1_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Of its own mean, over the whole run. What grows evenly from nothing grows by 2. */
    private static final double MOST_MEMORY_GROWTH = 0.1;

    /** The line through samples that jump as these do is off by up to 0.3. */
    private static final double MOST_QUEUE_GROWTH = 0.5;

    private final Servers servers;
    private final Store store;
    private final int events;
    private final Duration duration;
    private final Clock clock = Clock.systemUTC();

    /**
     * Starts nothing yet.
     *
     * @param events on the stream when the rate of draining is measured
     * @param duration for which events come
     */
    public SustainedBenchmark(Servers servers, Store store, int events, Duration duration) {
        this.servers = servers;
        this.store = store;
        this.events = events;
        this.duration = duration;
    }

    /** One run; each minute of it is a round. */
    public Section run(Payloads payloads) {
        SampleEvents samples = new SampleEvents(servers.access(), RepeatedPayloads.of(payloads, BODIES));
        Drainer worker = Drainer.worker(servers, store);
        StreamDrain drain = new StreamDrain(
                "sustained, drain before", store, new StreamFill(store.redis(), samples), events, worker);
        Series drained = new Interleaved(DrainBenchmark.WARM_UP_ROUNDS, DRAIN_ROUNDS)
                .run(List.of(drain))
                .getFirst();
        double perSecond = drained.perSecond() * SHARE_OF_DRAIN;
        int count = (int) (perSecond * duration.toSeconds());
        store.settle();
        store.leaveAlone();
        try {
            Cpu cpu = new Cpu(worker.process());
            Instant start = clock.instant();
            Watch.Seen seen = new Watch(servers, worker.stream(), worker.group())
                    .during(() ->
                            new SteadyProducer(store.redis()).send(worker.stream(), samples::event, count, perSecond));
            store.awaitDrained(worker.stream(), worker.group());
            Duration used = cpu.used();
            worker.rows().check(count, samples.bodyBytes(count));
            Series minutes = new Series("sustained: Worker, by the minute", minutes(start, used));
            return new Section.Rates(
                    "sustained", "events", List.of(drained, minutes), List.of(), limits(seen), Map.of());
        } finally {
            store.lookAfter();
        }
    }

    private List<Limit> limits(Watch.Seen seen) {
        String metrics = Page.get(servers.workerPort(), "/metrics").text();
        return List.of(
                growth("the heap after a collection, MiB", seen.heap(), MOST_MEMORY_GROWTH),
                growth("what the process holds of the memory, MiB", seen.resident(), MOST_MEMORY_GROWTH),
                growth("pending entries", seen.pending(), MOST_QUEUE_GROWTH),
                growth("entries not read yet", seen.unread(), MOST_QUEUE_GROWTH),
                new Limit(
                        "sustained: events in batches longer than the lease",
                        List.of((double) LongBatches.in(metrics)),
                        0));
    }

    private static Limit growth(String what, List<Growth.Point> points, double most) {
        String name = String.format(
                Locale.ROOT,
                "sustained: growth of %s, over its mean (%.1f first, %.1f last)",
                what,
                points.getFirst().value(),
                points.getLast().value());
        return new Limit(name, List.of(new Growth(points).share()), most);
    }

    /** Of events by the minute in which they came, until they were committed. */
    private List<Round> minutes(Instant start, Duration cpu) {
        int last = (int) duration.toMinutes() - 1;
        Duration each = cpu.dividedBy(last + 1);
        return store.database()
                .createQuery("""
                        SELECT least(floor(extract(epoch FROM received_at - CAST(:start AS timestamptz)) / 60), :last)::int AS minute,
                            count(*) AS events,
                            percentile_disc(ARRAY[0.5, 0.99, 0.999, 1]) WITHIN GROUP (ORDER BY
                            1000 * extract(epoch FROM pg_xact_commit_timestamp(xmin) - received_at)::float8) AS millis
                        FROM devmesh.event GROUP BY minute ORDER BY minute
                        """)
                .bind("start", start)
                .bind("last", last)
                .map((row, context) -> {
                    Double[] millis = (Double[]) row.getArray("millis").getArray();
                    Latency latency = new Latency(millis[0], millis[1], millis[2], millis[3]);
                    return Round.of(
                            row.getInt("minute") + 1, row.getLong("events"), MINUTE, each, Optional.of(latency));
                })
                .list();
    }
}
