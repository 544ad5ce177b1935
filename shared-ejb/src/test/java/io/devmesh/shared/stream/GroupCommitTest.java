package io.devmesh.shared.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
    private static final int MOST_ITEMS = 4;
    private static final long MOST_WEIGHT = 100;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<List<Integer>> rounds = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Semaphore mayEnd = new Semaphore(0);
    private final GroupCommit<Integer, String> commit =
            new GroupCommit<>(this::round, Integer::longValue, MOST_ITEMS, MOST_WEIGHT);
    private boolean failing;

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @Test
    void runsARoundForALoneCallerAtOnce() {
        mayEnd.release();

        assertThat(commit.submit(7)).isEqualTo("of 7");
        assertThat(rounds).containsExactly(List.of(7));
    }

    @Test
    void letsThoseThatComeMeanwhileShareTheNextRoundInTheirOrder() throws Exception {
        List<Future<String>> results = firstAlone(1, 2, 3, 4);
        mayEnd.release(2);

        assertThat(values(results)).containsExactly("of 1", "of 2", "of 3", "of 4");
        assertThat(rounds).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void takesNoMoreItemsIntoARoundThanAllowed() throws Exception {
        List<Future<String>> results = firstAlone(1, 2, 3, 4, 5, 6);
        mayEnd.release(3);

        assertThat(values(results)).hasSize(6);
        assertThat(rounds).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6));
    }

    @Test
    void takesNoMoreWeightIntoARoundThanAllowedUnlessOneItemAloneHasMore() throws Exception {
        List<Future<String>> results = firstAlone(1, 60, 41, 500, 1);
        mayEnd.release(5);

        assertThat(values(results)).hasSize(5);
        assertThat(rounds).containsExactly(List.of(1), List.of(60), List.of(41), List.of(500), List.of(1));
    }

    @Test
    void tellsAllOfARoundThatItFailedAndRunsTheNext() throws Exception {
        failing = true;
        List<Future<String>> results = firstAlone(1, 2, 3);
        mayEnd.release(2);
        List<Throwable> failures = new ArrayList<>();
        for (Future<String> result : results) {
            assertThatThrownBy(result::get)
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(thrown -> failures.add(thrown.getCause()));
        }
        failing = false;
        mayEnd.release();

        assertThat(failures.subList(0, 2)).allSatisfy(own -> assertThat(own).hasMessage("broken"));
        assertThat(failures.get(2)).isInstanceOf(CompletionException.class).hasRootCauseMessage("The round failed");
        assertThat(commit.submit(4)).isEqualTo("of 4");
    }

    @Test
    void givesEachOfManyCallersItsOwnResult() throws Exception {
        mayEnd.release(10_000);
        List<Future<String>> results = IntStream.range(0, 2_000)
                .mapToObj(i -> callers.submit(() -> commit.submit(i)))
                .toList();

        assertThat(values(results))
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> "of " + i).toList());
        assertThat(commit.waiting()).isZero();
    }

    private List<String> round(List<Integer> items) {
        rounds.add(items);
        begun.countDown();
        mayEnd.acquireUninterruptibly();
        if (failing) {
            throw new IllegalArgumentException("broken");
        }
        return items.stream().map(item -> "of " + item).toList();
    }

    /** The first is in a round that does not end before it may; the others came meanwhile, one after the other. */
    private List<Future<String>> firstAlone(int first, int... others) throws InterruptedException {
        List<Future<String>> results = new ArrayList<>();
        results.add(callers.submit(() -> commit.submit(first)));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        for (int other : others) {
            int before = commit.waiting();
            results.add(callers.submit(() -> commit.submit(other)));
            while (commit.waiting() == before) {
                Thread.onSpinWait();
            }
        }
        return results;
    }

    private static List<String> values(List<Future<String>> results) throws Exception {
        List<String> values = new ArrayList<>();
        for (Future<String> result : results) {
            values.add(result.get());
        }
        return values;
    }
}
