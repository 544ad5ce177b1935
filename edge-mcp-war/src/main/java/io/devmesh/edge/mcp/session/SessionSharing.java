package io.devmesh.edge.mcp.session;

import io.devmesh.edge.bus.Bus;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.core.JacksonException;

/** What the sessions of all replicas have in common. */
@ApplicationScoped
class SessionSharing {
    private static final String CANCEL = "mcp.cancel";
    private static final String SUBSCRIPTION = "mcp.subscription";
    private static final String ENDED = "mcp.ended";
    private static final String SESSION = "session";
    private static final String REQUEST = "request";
    private static final String URI = "uri";
    private static final String ON = "on";

    private final SessionStore store;
    private final StreamDesk desk;
    private final RunningCalls running;
    private final Bus bus;
    private final List<SubscriptionListener> subscriptionListeners = new CopyOnWriteArrayList<>();
    private final List<EndListener> endListeners = new CopyOnWriteArrayList<>();

    SessionSharing() {
        this(null, null, null, null);
    }

    @Inject
    SessionSharing(SessionStore store, StreamDesk desk, RunningCalls running, Bus bus) {
        this.store = store;
        this.desk = desk;
        this.running = running;
        this.bus = bus;
    }

    /** Hears of subscriptions that any replica took, in a thread that must not wait. */
    interface SubscriptionListener {
        void changed(String session, String uri, boolean on);
    }

    /** Hears of sessions that ended on any replica, in a thread that must not wait. */
    interface EndListener {
        void ended(String session);
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        bus.listen(CANCEL, this::cancel);
        bus.listen(
                SUBSCRIPTION,
                entry -> subscriptionListeners.forEach(listener -> listener.changed(
                        entry.field(SESSION), entry.field(URI), Boolean.parseBoolean(entry.field(ON)))));
        bus.listen(ENDED, entry -> {
            endListeners.forEach(listener -> listener.ended(entry.field(SESSION)));
            desk.letGo(entry.field(SESSION));
        });
    }

    SessionStore store() {
        return store;
    }

    StreamDesk desk() {
        return desk;
    }

    RunningCalls running() {
        return running;
    }

    void onSubscription(SubscriptionListener listener) {
        subscriptionListeners.add(listener);
    }

    void onEnd(EndListener listener) {
        endListeners.add(listener);
    }

    /** Each of these throws BusUnavailableException. */
    String tellSubscription(String session, String uri, boolean on) {
        return bus.post(Map.of(Bus.KIND, SUBSCRIPTION, SESSION, session, URI, uri, ON, Boolean.toString(on)));
    }

    String tellCancelled(String session, String request) {
        return bus.post(Map.of(Bus.KIND, CANCEL, SESSION, session, REQUEST, request));
    }

    String tellEnded(String session) {
        return bus.post(Map.of(Bus.KIND, ENDED, SESSION, session));
    }

    private void cancel(Bus.Entry entry) {
        try {
            RequestId.ofJson(Json.mapper().readTree(entry.field(REQUEST)))
                    .ifPresent(request -> running.cancel(entry.field(SESSION), request));
        } catch (JacksonException foreign) {
            // Written by a version that we do not know; there is nothing to cancel.
        }
    }
}
