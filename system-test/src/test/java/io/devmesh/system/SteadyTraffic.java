package io.devmesh.system;

import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.EventStream.State;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Clients that never stop and call nothing twice: what fails is a failure. Each has connections of its own, which it keeps, so that one
 * is idle for as long as its client pauses. They do what they are told: after {@code Connection: close} the next request has a new
 * connection, a stream that is over is resumed, and a WebSocket that was closed with 1001 is opened again.
 */
final class SteadyTraffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final EdgeClient edge;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SessionClient> sessions = new ArrayList<>();
    private final List<SteadyListener> listeners = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final List<Future<?>> running = new CopyOnWriteArrayList<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private volatile boolean stopped;

    /** What a client does again and again; returns why it failed. */
    private interface Step {
        Optional<String> take();
    }

    /** @param edge at the address that all replicas share */
    SteadyTraffic(EdgeClient edge) {
        this.edge = edge;
    }

    /** A session that calls a tool which answers at once. */
    void call(Duration pause) {
        callWithoutArguments("calls", "test_simple_text", pause);
    }

    /** A session that listens, and another one that makes it hear of something. */
    void listen(Duration pause) {
        SteadyListener listener = new SteadyListener(begin(), "test://watched-resource");
        listeners.add(listener);
        repeat("looks", LOOK, () -> {
            listener.comeBack();
            return Optional.empty();
        });
        callWithoutArguments("told", "test_trigger_resource_change", pause);
    }

    /** A session whose calls take two seconds, and tell how far they are in a stream. */
    void callSlowly(Duration pause) {
        SessionClient session = begin();
        repeat("slow calls", pause, () -> {
            EventStream stream = session.call(SessionClient.newId(), "slow_compute", "{'seconds':2}");
            while (stream.awaitOver() == State.ENDED && stream.answers().isEmpty()) {
                stream = session.listen(stream.lastId());
            }
            boolean answered = stream.answers().stream().anyMatch(answer -> answer.has("result"));
            return answered ? Optional.empty() : Optional.of(stream.toString());
        });
    }

    /** A provider of webhooks. */
    void deliver(Duration pause) {
        HttpClient own = connections();
        repeat("deliveries", pause, () -> {
            int number = deliveries.incrementAndGet();
            String id = "upgrade-" + number;
            Answer answer = EdgeClient.send(own, edge.delivery("issues", id, EdgeClient.issue(number, "opened")));
            if (answer.status() == 202) {
                accepted.add(id);
                return Optional.empty();
            }
            return Optional.of(id + ": " + answer.status() + " " + answer.json());
        });
    }

    /**
     * Sessions on WebSockets, one after the other. Where a call meets the end of the connection, the client makes it again on the next:
     * such calls are cancelled (docs/mcp.md).
     */
    void talk() {
        List<SocketClient> sockets = new ArrayList<>();
        repeat("calls on WebSockets", LOOK, () -> {
            if (sockets.isEmpty() || sockets.getLast().isClosed()) {
                sockets.add(SocketClient.connect(edge).initialize());
                add("WebSockets");
            }
            SocketClient socket = sockets.getLast();
            int id = SessionClient.newId();
            try {
                socket.call(id, "test_tool_with_progress", "{}");
                return socket.awaitAnswer(id).has("result") ? Optional.empty() : Optional.of(socket.toString());
            } catch (CompletionException | AssertionError closed) {
                return socket.isClosed() ? Optional.empty() : Optional.of(closed.toString());
            }
        });
    }

    /** Those that all clients but WebSockets have. */
    List<SessionClient> sessions() {
        return List.copyOf(sessions);
    }

    /** The ids of deliveries that were answered with 202. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** What those who listen were told of. */
    int heard() {
        return listeners.stream().mapToInt(SteadyListener::heard).sum();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How often what was done, without a failure. */
    long count(String what) {
        return done.getOrDefault(what, new LongAdder()).sum();
    }

    /** Returns when the last answer is there. */
    void stop() throws InterruptedException {
        stopped = true;
        clients.shutdown();
        if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("somebody waits for an answer: " + this);
        }
        for (Future<?> client : running) {
            try {
                client.get();
            } catch (ExecutionException broken) {
                throw new AssertionError("a client of this test broke, and did nothing since: " + this, broken);
            }
        }
    }

    private void callWithoutArguments(String what, String tool, Duration pause) {
        HttpClient own = connections();
        SessionClient session = begin();
        repeat(what, pause, () -> {
            Answer answer = EdgeClient.send(own, session.unsent("tools/call", "{'name':'" + tool + "'}"));
            return answer.json().has("result") ? Optional.empty() : Optional.of(answer.status() + " " + answer.json());
        });
    }

    private SessionClient begin() {
        SessionClient session = SessionClient.begin(edge);
        sessions.add(session);
        return session;
    }

    private static HttpClient connections() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private void repeat(String what, Duration pause, Step step) {
        running.add(clients.submit(() -> {
            while (!stopped) {
                take(step)
                        .ifPresentOrElse(
                                why -> failures.add(Instant.now() + " " + what + " every " + pause + ": " + why),
                                () -> add(what));
                LockSupport.parkNanos(pause.toNanos());
            }
        }));
    }

    private void add(String what) {
        done.computeIfAbsent(what, unused -> new LongAdder()).increment();
    }

    private static Optional<String> take(Step step) {
        try {
            return step.take();
        } catch (UncheckedIOException | CompletionException | ConditionTimeoutException | AssertionError unanswered) {
            return Optional.of(unanswered.toString());
        }
    }

    @Override
    public void close() {
        stopped = true;
        clients.shutdownNow();
        listeners.forEach(SteadyListener::close);
    }

    @Override
    public String toString() {
        Map<String, Object> counts = new TreeMap<>(done);
        counts.put("heard", heard());
        counts.put("streams over", listeners.stream().map(SteadyListener::over).toList());
        return counts + ", failures " + failures;
    }
}
