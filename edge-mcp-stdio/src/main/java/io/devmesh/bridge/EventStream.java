package io.devmesh.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One stream of the server's messages, over as many connections as it takes. */
final class EventStream {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    private final Upstream upstream;
    private final Session session;
    private final Consumer<String> messages;
    private final Runnable heard;

    private Optional<String> lastEventId = Optional.empty();
    private Optional<Duration> retry = Optional.empty();
    private int failures;

    /** @param heard told of all that arrives */
    EventStream(Upstream upstream, Session session, Consumer<String> messages, Runnable heard) {
        this.upstream = upstream;
        this.session = session;
        this.messages = messages;
        this.heard = heard;
    }

    /** Passes on the messages of one connection until it ends or breaks, which makes no difference. */
    void read(InputStream body) throws InterruptedException {
        try (body) {
            SseReader reader = new SseReader(body, heard);
            for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
                take(event.get());
            }
        } catch (IOException broken) {
            // The client of the JDK says so this way where a thread is interrupted while it reads.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void take(SseEvent event) {
        event.retry().ifPresent(wanted -> retry = Optional.of(wanted));
        event.id().ifPresent(id -> lastEventId = Optional.of(id).filter(given -> !given.isEmpty()));
        if (!event.data().isEmpty()) {
            messages.accept(event.data());
        }
    }

    /** Whether the server can send what was missed. */
    boolean isResumable() {
        return lastEventId.isPresent();
    }

    /** Waits as the server wishes, and longer each time the stream could not be had. */
    void pause() throws InterruptedException {
        Thread.sleep(nextPause());
    }

    private Duration nextPause() {
        Duration wanted = max(retry.orElse(FIRST_PAUSE), SHORTEST_PAUSE);
        if (failures == 0) {
            return wanted;
        }
        Duration growing = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 5));
        return max(wanted, growing.compareTo(LONGEST_PAUSE) < 0 ? growing : LONGEST_PAUSE);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The server's answer to GET, whatever it is. */
    HttpResponse<InputStream> open() throws IOException, InterruptedException {
        Map<String, String> headers = session.headers();
        lastEventId.ifPresent(id -> headers.put(LAST_EVENT_ID, id));
        failures++;
        HttpResponse<InputStream> response = upstream.stream(headers);
        heard.run();
        if (response.statusCode() == 200) {
            failures = 0;
        }
        return response;
    }
}
