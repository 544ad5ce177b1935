package io.devmesh.benchmark.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** So many callers, each of which has one request under way all the time. */
public final class LoadGenerator {
    private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();

    private final int port;
    private final int connections;

    public LoadGenerator(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /**
     * Sends requests for {@code duration} and then waits for the last answers.
     *
     * @param requests gives a source for each connection
     */
    public LoadResult run(Duration duration, Supplier<RequestSource> requests, Expected expected) {
        Histogram waits = new Histogram(LONGEST_WAIT, 3);
        List<LoadConnection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open.add(new LoadConnection(port, selector, requests.get(), expected, waits));
            }
            long start = System.nanoTime();
            for (LoadConnection connection : open) {
                connection.send();
            }
            new Turn(selector, start + duration.toNanos(), connections).untilAllAnswered();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return new LoadResult(waits.getTotalCount(), time, waits);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            open.forEach(LoadGenerator::close);
        }
    }

    private static void close(LoadConnection connection) {
        try {
            connection.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Goes round the connections that have something to read. */
    private static final class Turn {
        private final Selector selector;
        private final long end;
        private int underWay;

        Turn(Selector selector, long end, int underWay) {
            this.selector = selector;
            this.end = end;
            this.underWay = underWay;
        }

        void untilAllAnswered() throws IOException {
            while (underWay > 0) {
                int answered = selector.select(
                        this::serve, Duration.ofNanos(LONGEST_WAIT).toMillis());
                if (answered == 0) {
                    throw new IOException("no answer for " + Duration.ofNanos(LONGEST_WAIT));
                }
            }
        }

        private void serve(SelectionKey key) {
            LoadConnection connection = (LoadConnection) key.attachment();
            try {
                if (!connection.receive()) {
                    return;
                }
                if (System.nanoTime() < end) {
                    connection.send();
                } else {
                    underWay--;
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
