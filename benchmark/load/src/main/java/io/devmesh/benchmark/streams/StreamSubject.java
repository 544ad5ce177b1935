package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.http.HttpPost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Streams of one kind on one server. */
record StreamSubject(String name, ResidentMemory memory, StreamSource source) {
    /**
     * What some streams take.
     *
     * @param before mebibytes of the process without them
     * @param difference mebibytes more with them
     */
    record Taken(double before, double difference) {}

    /** Opens so many, looks, and closes them. */
    Taken measure(int count) throws StreamsRefusedException {
        double before = memory.afterCollection();
        List<OpenStream> streams = new ArrayList<>();
        try {
            streams.add(OpenStream.open(source.next()));
            for (int i = 1; i < count; i++) {
                HttpPost request = source.next();
                streams.add(
                        streams.getFirst().isSilent() ? OpenStream.openSilently(request) : OpenStream.open(request));
            }
            double with = memory.afterCollection();
            check(streams);
            return new Taken(before, with - before);
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
