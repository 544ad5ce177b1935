package io.devmesh.shared.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Lets callers share rounds of something slow: who comes while no round is under way starts one, who comes meanwhile joins
 * the next. A round is run by one of its own callers, so there is no thread to start or to stop.
 *
 * @param <T> what a caller brings
 * @param <R> what it gets
 */
final class GroupCommit<T, R> {
    private final Function<List<T>, List<R>> round;
    private final ToLongFunction<T> weight;
    private final int mostItems;
    private final long mostWeight;
    private final Deque<Seat<T, R>> waiting = new ArrayDeque<>();
    private boolean underWay;

    /**
     * @param round gives one result for each item, in their order
     * @param mostItems in one round
     * @param mostWeight of one round's items, unless one alone has more
     */
    GroupCommit(Function<List<T>, List<R>> round, ToLongFunction<T> weight, int mostItems, long mostWeight) {
        this.round = round;
        this.weight = weight;
        this.mostItems = mostItems;
        this.mostWeight = mostWeight;
    }

    /** Returns after the round that had {@code item}; throws CompletionException where that failed in another caller. */
    R submit(T item) {
        Seat<T, R> seat = new Seat<>(item);
        if (leadsAtOnce(seat) || seat.leads.join()) {
            lead();
        }
        return seat.result.join();
    }

    /** How many wait for the round after this one. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean leadsAtOnce(Seat<T, R> seat) {
        waiting.add(seat);
        if (underWay) {
            return false;
        }
        underWay = true;
        return true;
    }

    /** The leader is the first that waits, so the round has its item. */
    private void lead() {
        List<Seat<T, R>> seats = board();
        try {
            List<R> results = round.apply(seats.stream().map(Seat::item).toList());
            for (int i = 0; i < seats.size(); i++) {
                seats.get(i).result.complete(results.get(i));
            }
        } finally {
            handOver();
            seats.forEach(Seat::leave);
        }
    }

    private synchronized List<Seat<T, R>> board() {
        List<Seat<T, R>> seats = new ArrayList<>();
        long total = 0;
        while (!waiting.isEmpty() && seats.size() < mostItems) {
            total += weight.applyAsLong(waiting.peek().item);
            if (!seats.isEmpty() && total > mostWeight) {
                break;
            }
            seats.add(waiting.remove());
        }
        return seats;
    }

    private synchronized void handOver() {
        underWay = !waiting.isEmpty();
        if (underWay) {
            waiting.peek().leads.complete(true);
        }
    }

    /**
     * @param leads whether its caller has to run the next round
     * @param result of the round that had it
     */
    private record Seat<T, R>(T item, CompletableFuture<Boolean> leads, CompletableFuture<R> result) {
        Seat(T item) {
            this(item, new CompletableFuture<>(), new CompletableFuture<>());
        }

        /** Without effect where the round gave a result, and for its leader. */
        void leave() {
            result.completeExceptionally(new IllegalStateException("The round failed"));
            leads.complete(false);
        }
    }
}
