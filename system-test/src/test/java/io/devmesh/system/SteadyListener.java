package io.devmesh.system;

import io.devmesh.system.EventStream.Event;
import io.devmesh.system.EventStream.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session that listens to changes of a resource, and comes back with {@code Last-Event-ID} whenever its stream is over. */
final class SteadyListener implements AutoCloseable {
    private final SessionClient session;
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();

    SteadyListener(SessionClient session, String resource) {
        this.session = session;
        session.request("resources/subscribe", "{'uri':'" + resource + "'}");
        streams.add(session.listen());
    }

    /** To be called again and again; does nothing while the stream is open. */
    void comeBack() {
        if (streams.getLast().state() != State.OPEN) {
            streams.add(streams.stream()
                    .flatMap(stream -> stream.events().stream())
                    .map(Event::id)
                    .flatMap(id -> id.stream())
                    .reduce((before, last) -> last)
                    .map(session::listen)
                    .orElseGet(session::listen));
        }
    }

    /** How many changes it was told of, on all streams together. */
    int heard() {
        return streams.stream()
                .mapToInt(stream ->
                        stream.messages("notifications/resources/updated").size())
                .sum();
    }

    /** How many streams the server has ended, and how many just broke. */
    List<Long> over() {
        return List.of(count(State.ENDED), count(State.BROKEN));
    }

    private long count(State state) {
        return streams.stream().filter(stream -> stream.state() == state).count();
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
    }
}
