package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.servers.ResidentMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Streams of one kind on one server. */
record StreamSubject(String name, Host host, StreamSource source) {
    /** What is loaded and made for the first streams, and stays, is not what a stream takes. */
    private static final int FIRST_STREAMS = 20;

    /** The server's process, which can be had fresh: one that has had streams before has memory left for new ones. */
    interface Host {
        void restart();

        /** Of the process that runs now. */
        ResidentMemory memory();
    }

    /**
     * What some streams take.
     *
     * @param before mebibytes of the process without them
     * @param difference mebibytes more with them
     */
    record Taken(double before, double difference) {}

    /** Opens so many on a fresh process, looks, and closes them. */
    Taken measure(int count) throws StreamsRefusedException {
        host.restart();
        with(FIRST_STREAMS, streams -> 0.0);
        double before = host.memory().afterCollection();
        double with = with(count, streams -> host.memory().afterCollection());
        return new Taken(before, with - before);
    }

    private double with(int count, ToDoubleFunction<List<OpenStream>> look) throws StreamsRefusedException {
        List<OpenStream> streams = new ArrayList<>();
        try {
            streams.add(OpenStream.open(source.next()));
            for (int i = 1; i < count; i++) {
                HttpPost request = source.next();
                streams.add(
                        streams.getFirst().isSilent() ? OpenStream.openSilently(request) : OpenStream.open(request));
            }
            double seen = look.applyAsDouble(streams);
            check(streams);
            return seen;
        } catch (IOException failure) {
            throw new UncheckedIOException(name + ", after " + streams.size() + " streams", failure);
        } finally {
            streams.forEach(StreamSubject::close);
            source.end();
        }
    }

    private void check(List<OpenStream> streams) throws IOException {
        int open = 0;
        for (OpenStream stream : streams) {
            open += stream.isOpen() ? 1 : 0;
        }
        if (open < streams.size()) {
            throw new IllegalStateException(name + " has closed " + (streams.size() - open) + " streams");
        }
    }

    private static void close(OpenStream stream) {
        try {
            stream.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
