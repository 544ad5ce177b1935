package io.devmesh.worker.inbox;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.event.EventOrderRepository.Ahead;
import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.EventWorkRepository.Due;
import io.devmesh.shared.event.NewEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.worker.attempt.EventProcessor;
import io.devmesh.worker.attempt.Outcome;
import io.devmesh.worker.outbox.Forward;
import io.devmesh.worker.outbox.Outbox;
import io.devmesh.worker.source.KnownSource;
import io.devmesh.worker.source.SourceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The transaction boundary of the Worker: processes events and writes their rows. */
@ApplicationScoped
public class EventInbox {
    /**
     * What is stored now.
     *
     * @param newRows how many of them were not before
     */
    public record Stored(List<StoredEvent> events, int newRows) {}

    /** Of the bodies of rows that one transaction processes, unless one alone has more. */
    private static final long MOST_BYTES = 1 << 20;

    private final EventRepository events;
    private final EventWorkRepository work;
    private final EventOrderRepository orders;
    private final EventProcessor processor;
    private final SourceBook sources;
    private final Outbox outbox;

    /** Whether something waited in the orders of a batch, when it was last asked. */
    private volatile boolean someWait;

    /** Whether an event of the last batch has something to forward. */
    private volatile boolean someForward;

    EventInbox() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public EventInbox(
            EventRepository events,
            EventWorkRepository work,
            EventOrderRepository orders,
            EventProcessor processor,
            SourceBook sources,
            Outbox outbox) {
        this.events = events;
        this.work = work;
        this.orders = orders;
        this.processor = processor;
        this.sources = sources;
        this.outbox = outbox;
    }

    /**
     * Processes and stores those that are not stored yet, all or none, in one round trip to the database, which is a transaction of its
     * own; another counts duplicates, if there are any. Empty where nothing is done, because that takes more than their rows;
     * {@link #store} does it then.
     *
     * @param batch in order of arrival
     * @param actor who does it
     */
    public Optional<Stored> storeAtOnce(List<Arrival> batch, String actor) {
        if (someWait || someForward) {
            return Optional.empty();
        }
        Prepared prepared = prepared(batch, firstAttempt(Map.of()));
        return prepared.forwards().isEmpty()
                ? events.insertAtOnceUnlessBehind(prepared.rows(), orderKeys(batch), actor)
                        .map(prepared::stored)
                : Optional.empty();
    }

    /**
     * Processes and stores those that are not stored yet, all or none. One that is behind another of its order, or whose source
     * is paused, is stored as received.
     *
     * @param batch in order of arrival
     * @param actor who does it
     */
    @Transactional
    public Stored store(List<Arrival> batch, String actor) {
        Set<String> orderKeys = orderKeys(batch);
        orders.keepFromTakeOver();
        // Mostly nothing waits, and to ask first would cost a round trip for nothing.
        Optional<Stored> stored = someWait
                ? Optional.empty()
                : insert(batch, firstAttempt(Map.of()), rows -> events.insertUnlessBehind(rows, orderKeys, actor));
        return stored.orElseGet(() -> {
            Map<String, Ahead> ahead = orders.ahead(orderKeys);
            someWait = !ahead.isEmpty();
            return insert(batch, actor, firstAttempt(ahead));
        });
    }

    private static Set<String> orderKeys(List<Arrival> batch) {
        return batch.stream().flatMap(arrival -> arrival.orderKey().stream()).collect(Collectors.toSet());
    }

    private Function<Arrival, Outcome> firstAttempt(Map<String, Ahead> ahead) {
        Set<String> parked = new HashSet<>();
        return arrival -> {
            KnownSource source = sources.of(arrival.event().source());
            if (source.isPaused() || isBehind(arrival, ahead, parked)) {
                return Outcome.of(StoredEvent.received(arrival.event(), Waiting.behind(arrival.orderKey())));
            }
            Outcome outcome = processor.process(arrival.event(), source, arrival.orderKey(), 0);
            outcome.stored().waiting().flatMap(Waiting::orderKey).ifPresent(parked::add);
            return outcome;
        };
    }

    /** Stores those that somebody had before without processing them, which may be what ended that Worker. */
    @Transactional
    public Stored storeUnprocessed(List<Arrival> batch, String actor) {
        orders.takeOver();
        return insert(
                batch,
                actor,
                arrival -> Outcome.of(StoredEvent.received(arrival.event(), Waiting.begun(arrival.orderKey()))));
    }

    /** Stores an event that cannot be stored otherwise. */
    @Transactional
    public Stored storeDead(Arrival arrival, String error, String actor) {
        return insert(List.of(arrival), actor, one -> Outcome.of(StoredEvent.dead(one.event(), error)));
    }

    private static boolean isBehind(Arrival arrival, Map<String, Ahead> ahead, Set<String> parked) {
        Optional<String> key = arrival.orderKey();
        return key.isPresent()
                && (parked.contains(key.get())
                        || Optional.ofNullable(ahead.get(key.get()))
                                .map(first -> first.precedes(arrival.event().receivedAt()))
                                .orElse(false));
    }

    private Stored insert(List<Arrival> batch, String actor, Function<Arrival, Outcome> process) {
        return insert(batch, process, rows -> Optional.of(events.insertIfAbsent(rows, actor)))
                .orElseThrow();
    }

    private Optional<Stored> insert(
            List<Arrival> batch,
            Function<Arrival, Outcome> process,
            Function<List<NewEvent>, Optional<Set<EventId>>> write) {
        Prepared prepared = prepared(batch, process);
        return write.apply(prepared.rows()).map(fresh -> {
            outbox.add(prepared.forwards().stream()
                    .filter(forward -> fresh.contains(forward.event()))
                    .toList());
            return prepared.stored(fresh);
        });
    }

    /** What a batch comes to, before any of it is written. */
    private record Prepared(List<NewEvent> rows, List<Forward> forwards) {
        Stored stored(Set<EventId> fresh) {
            return new Stored(rows.stream().map(NewEvent::stored).toList(), fresh.size());
        }
    }

    private Prepared prepared(List<Arrival> batch, Function<Arrival, Outcome> process) {
        List<NewEvent> rows = new ArrayList<>(batch.size());
        List<Forward> forwards = new ArrayList<>();
        Set<EventId> seen = new HashSet<>();
        for (Arrival arrival : batch) {
            Outcome outcome = process.apply(arrival);
            rows.add(new NewEvent(outcome.stored(), Optional.of(arrival.entry().value())));
            if (seen.add(arrival.event().id())) {
                forwards.addAll(forwards(outcome, arrival.orderKey()));
            }
        }
        someForward = !forwards.isEmpty();
        return new Prepared(rows, forwards);
    }

    private static List<Forward> forwards(Outcome outcome, Optional<String> orderKey) {
        WebhookEvent event = outcome.stored().event();
        return outcome.forwards().stream()
                .map(target ->
                        new Forward(event.tenant(), event.source(), event.id(), event.receivedAt(), target, orderKey))
                .toList();
    }

    /**
     * Processes rows that {@code process} has claimed and still has, all or none, and returns what they are now. Behind one that
     * fails, those of its order are given back untouched, and so is what is too much for one transaction.
     */
    @Transactional
    public List<StoredEvent> processClaimed(Collection<EventId> claimed, String process, String actor) {
        return finish(claimed, process, actor, due -> {
            KnownSource source = sources.of(due.event().source());
            return processor.process(due.event(), source, due.orderKey(), due.attempts());
        });
    }

    /** The same with one outcome for all: dead. */
    @Transactional
    public List<StoredEvent> buryClaimed(Collection<EventId> claimed, String error, String process, String actor) {
        return finish(claimed, process, actor, due -> Outcome.of(StoredEvent.dead(due.event(), error)));
    }

    private List<StoredEvent> finish(
            Collection<EventId> claimed, String process, String actor, Function<Due, Outcome> attempt) {
        Set<String> parked = new HashSet<>();
        Set<String> touched = new HashSet<>();
        List<StoredEvent> outcomes = new ArrayList<>();
        Set<EventId> untouched = new HashSet<>(claimed);
        List<Forward> forwards = new ArrayList<>();
        for (Due due : work.lock(claimed, process, MOST_BYTES)) {
            if (due.orderKey().map(parked::contains).orElse(false)) {
                continue;
            }
            untouched.remove(due.event().id());
            Outcome outcome = attempt.apply(due);
            outcomes.add(outcome.stored());
            forwards.addAll(forwards(outcome, due.orderKey()));
            due.orderKey().ifPresent(touched::add);
            outcome.stored().waiting().flatMap(Waiting::orderKey).ifPresent(parked::add);
        }
        if (!outcomes.isEmpty()) {
            events.complete(outcomes, actor);
            work.retry(outcomes.stream()
                    .filter(outcome -> outcome.status() == EventStatus.RETRYING)
                    .toList());
            work.finish(
                    outcomes.stream()
                            .filter(outcome -> !outcome.status().isWaiting())
                            .map(outcome -> outcome.event().id())
                            .toList(),
                    touched);
            work.giveBack(untouched, process);
            outbox.add(forwards);
        }
        return outcomes;
    }
}
