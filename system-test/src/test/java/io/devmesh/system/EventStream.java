package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a server sends to one request as {@code text/event-stream}, read as it comes. An answer in JSON is one event. */
final class EventStream implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** How a stream is. */
    enum State {
        OPEN,
        /** The server said that this is all. */
        ENDED,
        /** The connection was lost. */
        BROKEN
    }

    /** A message, or the missing node where an event only tells its id. */
    record Event(Optional<String> id, Optional<Duration> retry, JsonNode message) {}

    private final HttpResponse<InputStream> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /** Returns when the response has begun. */
    static EventStream open(HttpRequest.Builder request) {
        EventStream stream = openUnread(request);
        stream.read();
        return stream;
    }

    /** The same, but nothing is read before {@link #read}. */
    static EventStream openUnread(HttpRequest.Builder request) {
        try {
            return new EventStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }

    int status() {
        return response.statusCode();
    }

    boolean isStream() {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    State state() {
        return state.get();
    }

    int comments() {
        return comments.get();
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** Those events that are more than an id. */
    List<JsonNode> messages() {
        return events.stream()
                .map(Event::message)
                .filter(message -> !message.isMissingNode())
                .toList();
    }

    /** The notifications and requests of that method, as far as they came. */
    List<JsonNode> messages(String method) {
        return messages().stream()
                .filter(message -> message.path("method").asString("").equals(method))
                .toList();
    }

    /** Results and errors. */
    List<JsonNode> answers() {
        return messages().stream()
                .filter(message -> message.has("result") || message.has("error"))
                .toList();
    }

    /** Where to go on after a loss. */
    String lastId() {
        return events.stream()
                .flatMap(event -> event.id().stream())
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no id yet in " + this));
    }

    /** The first notification or request of that method. */
    JsonNode awaitMessage(String method) {
        return awaitMessages(method, 1).getFirst();
    }

    List<JsonNode> awaitMessages(String method, int count) {
        await(method).atMost(PATIENCE).until(() -> messages(method).size() >= count || state() != State.OPEN);
        List<JsonNode> found = messages(method);
        if (found.size() < count) {
            throw new AssertionError("no " + count + " " + method + " in " + this);
        }
        return found;
    }

    JsonNode awaitAnswer() {
        await("an answer").atMost(PATIENCE).until(() -> !answers().isEmpty() || state() != State.OPEN);
        return answers().stream().findFirst().orElseThrow(() -> new AssertionError("no answer in " + this));
    }

    State awaitOver() {
        await("the end of " + this).atMost(PATIENCE).until(() -> state() != State.OPEN);
        return state();
    }

    /** Cuts the connection, as a client does that goes away. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException alreadyBroken) {
            // As wanted.
        }
    }

    /** Reads from now on. */
    void read() {
        Thread.ofVirtual().start(this::readAll);
    }

    private void readAll() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            if (isStream()) {
                readEvents(in);
            } else {
                String body = in.lines().collect(Collectors.joining());
                if (!body.isEmpty()) {
                    events.add(new Event(Optional.empty(), Optional.empty(), parse(body)));
                }
            }
            state.set(State.ENDED);
        } catch (IOException lost) {
            state.set(State.BROKEN);
        }
    }

    private void readEvents(BufferedReader in) throws IOException {
        Optional<String> id = Optional.empty();
        Optional<Duration> retry = Optional.empty();
        Optional<String> data = Optional.empty();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(":")) {
                comments.incrementAndGet();
            } else if (line.startsWith("id:")) {
                id = Optional.of(line.substring(3).strip());
            } else if (line.startsWith("retry:")) {
                retry = Optional.of(
                        Duration.ofMillis(Long.parseLong(line.substring(6).strip())));
            } else if (line.startsWith("data:")) {
                data = Optional.of(line.substring(5).strip());
            } else if (line.isEmpty() && data.isPresent()) {
                events.add(new Event(id, retry, parse(data.get())));
                id = Optional.empty();
                retry = Optional.empty();
                data = Optional.empty();
            }
        }
    }

    private static JsonNode parse(String text) {
        return text.isEmpty() ? Json.mapper().missingNode() : Json.mapper().readTree(text);
    }

    @Override
    public String toString() {
        return status() + " " + response.headers().firstValue("Content-Type").orElse("of no type") + " " + state() + " "
                + events + " and " + comments + " comments";
    }
}
