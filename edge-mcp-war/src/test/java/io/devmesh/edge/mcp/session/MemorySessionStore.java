package io.devmesh.edge.mcp.session;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.tool.LogLevel;
import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What sessions share, within one process. */
final class MemorySessionStore implements SessionStore {
    private final Set<String> ended = new HashSet<>();
    private final Map<String, LogLevel> levels = new HashMap<>();
    private final Map<String, Set<String>> uris = new HashMap<>();
    private final Map<String, List<Logged>> streams = new HashMap<>();
    private final Map<String, ParkedCall> parked = new HashMap<>();
    private final Map<String, Map<String, Answer>> given = new HashMap<>();
    private final Set<String> alive = new HashSet<>();
    private Duration lastBeat = Duration.ZERO;
    private boolean away;

    /** From now on it does as if Redis were away. */
    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** Nobody is alive any more until the next beat. */
    void everybodyDies() {
        alive.clear();
    }

    @Override
    public void end(String session) {
        check();
        ended.add(session);
    }

    @Override
    public boolean isEnded(String session) {
        check();
        return ended.contains(session);
    }

    @Override
    public void setLevel(String session, LogLevel level) {
        check();
        levels.put(session, level);
    }

    @Override
    public Optional<LogLevel> level(String session) {
        check();
        return Optional.ofNullable(levels.get(session));
    }

    @Override
    public void subscribe(String session, String uri) {
        check();
        uris.computeIfAbsent(session, unused -> new HashSet<>()).add(uri);
    }

    @Override
    public void unsubscribe(String session, String uri) {
        check();
        uris.getOrDefault(session, new HashSet<>()).remove(uri);
    }

    @Override
    public Set<String> subscriptions(String session) {
        check();
        return Set.copyOf(uris.getOrDefault(session, Set.of()));
    }

    @Override
    public String mark(String session, String stream, Mark mark) {
        return add(session, stream, new byte[0], false, Optional.of(mark));
    }

    @Override
    public String append(String session, String stream, byte[] message, boolean last) {
        return add(session, stream, message, last, Optional.empty());
    }

    private String add(String session, String stream, byte[] message, boolean last, Optional<Mark> mark) {
        check();
        List<Logged> log = streams.computeIfAbsent(session + stream, unused -> new ArrayList<>());
        String id = "1-" + (log.size() + 1);
        log.add(new Logged(id, message, last, mark));
        return id;
    }

    @Override
    public Optional<List<Logged>> after(String session, String stream, String id) {
        check();
        return Optional.ofNullable(streams.get(session + stream))
                .map(log -> List.copyOf(log.subList(Integer.parseInt(id.substring(id.indexOf('-') + 1)), log.size())));
    }

    @Override
    public void park(String session, String call, ParkedCall toPark) {
        check();
        parked.put(session + call, ParkedCall.decode(toPark.encode()));
        given.put(session + call, new HashMap<>());
    }

    @Override
    public Optional<ParkedCall> answer(String session, String call, int index, Answer answer) {
        check();
        ParkedCall found = parked.get(session + call);
        if (found == null || index < 0 || index >= found.asked().size()) {
            return Optional.empty();
        }
        Map<String, Answer> answers = given.get(session + call);
        answers.putIfAbsent(found.asked().get(index), answer);
        return answers.size() < found.asked().size()
                ? Optional.empty()
                : take(session, call).map(taken -> taken.with(answers));
    }

    @Override
    public Optional<ParkedCall> take(String session, String call) {
        check();
        return Optional.ofNullable(parked.remove(session + call));
    }

    @Override
    public Optional<String> parkedFor(String session, String requestId) {
        check();
        return parked.entrySet().stream()
                .filter(entry -> Json.mapper()
                        .writeValueAsString(entry.getValue().requestId().toJson())
                        .equals(requestId))
                .map(entry -> entry.getKey().substring(session.length()))
                .findFirst();
    }

    @Override
    public boolean isParked(String session, String requestId) {
        return parkedFor(session, requestId).isPresent();
    }

    /** For how long whoever left a sign last is believed alive. */
    Duration lastBeat() {
        return lastBeat;
    }

    /** As if their time were over. */
    void forgetParked() {
        parked.clear();
    }

    @Override
    public void beat(String worker, Duration lasting) {
        check();
        lastBeat = lasting;
        alive.add(worker);
    }

    @Override
    public boolean isAlive(String worker) {
        check();
        return alive.contains(worker);
    }

    private void check() {
        if (away) {
            throw new SessionStoreException("away", null);
        }
    }
}
