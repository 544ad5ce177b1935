package io.devmesh.worker.consume;

import io.devmesh.shared.postgres.DatabaseHealth;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.worker.inbox.RowBacklog;
import io.devmesh.worker.inbox.WorkPoller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Reads the stream while it is this process's turn, and gives what it read to the lanes. Before it reads anything new it takes
 * over whatever others hold: what is older comes first.
 */
final class StreamReader implements Runnable {
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LOOK_AT_ROWS = Duration.ofMillis(50);

    /** How long a read waits for a lane at the most. */
    private static final Duration LONGEST_FOR_LANE = Duration.ofMillis(10);

    /** Then a batch is read: others must not wait for good where rows are never done. */
    private static final long LONGEST_FOR_ROWS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * That nothing was on the stream which had not been read.
     *
     * @param began when that was asked, by {@code System.nanoTime()}
     * @param last the newest entry that was read until then; empty where none was
     */
    record CaughtUp(long began, Optional<String> last) {}

    private final String consumer;
    private final RedisEventStream stream;
    private final Lanes lanes;
    private final Intake intake;
    private final TakeOver takeOver;
    private final RowBacklog rows;
    private final WorkPoller poller;
    private final ReadingTurn turn;
    private final ConsumerConfig config;
    private final DatabaseHealth database;
    private final Attempts attempts;
    private final CountDownLatch stopping;
    private final ReadSize readSize;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean reading;

    /** Whether all that is pending under this consumer's name was read by this process, which has lived to see it. */
    private boolean own;

    private long lastLook;
    private long lastRead;
    private boolean tookAll;
    private boolean served;
    private long asked;
    private Optional<String> last = Optional.empty();
    private volatile Optional<CaughtUp> caughtUp = Optional.empty();

    StreamReader(
            String consumer,
            RedisEventStream stream,
            Lanes lanes,
            Intake intake,
            TakeOver takeOver,
            RowBacklog rows,
            WorkPoller poller,
            ReadingTurn turn,
            ConsumerConfig config,
            DatabaseHealth database,
            Attempts attempts,
            CountDownLatch stopping) {
        this.consumer = consumer;
        this.stream = stream;
        this.lanes = lanes;
        this.intake = intake;
        this.takeOver = takeOver;
        this.rows = rows;
        this.poller = poller;
        this.turn = turn;
        this.config = config;
        this.database = database;
        this.attempts = attempts;
        this.stopping = stopping;
        this.readSize = new ReadSize(lanes, config.batchBytes());
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                if (!turn.isMine()) {
                    leave();
                    stopping.await(WAIT.toMillis(), TimeUnit.MILLISECONDS);
                    attempts.make(consumer, turn::takeWhereOver);
                } else if (!databaseServes() || !attempts.make(consumer, this::readOnce)) {
                    // What cannot be stored is better left on the stream. What was read and not handed over is pending.
                    leave();
                    served = false;
                    attempts.pause();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    /** Asks from time to time: where a lane finds out first, it drops what it has, and so is what is read meanwhile. */
    private boolean databaseServes() {
        long now = System.nanoTime();
        if (!served || now - asked > LOOK_NANOS) {
            asked = now;
            served = database.problem().isEmpty();
        }
        return served;
    }

    /** When the stream was last empty of what is new. */
    Optional<CaughtUp> caughtUp() {
        return caughtUp;
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    boolean awaitStopped(Duration limit) throws InterruptedException {
        return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void leave() {
        if (reading) {
            reading = false;
            caughtUp = Optional.empty();
            lanes.close();
        }
    }

    private void readOnce() {
        try {
            if (!reading || lanes.haveDropped()) {
                enter();
            } else if (System.nanoTime() - lastLook > LOOK_NANOS) {
                lastLook = System.nanoTime();
                takeOverIdle();
            }
            read();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever read before is gone, or will find all of it stored. */
    private void enter() throws InterruptedException {
        lanes.close();
        if (lanes.awaitIdle(Lanes.LONGEST_BATCH)) {
            lanes.open();
            own = own && !stream.isHeldByOthers(consumer);
            takeOver(count -> stream.claimAll(consumer, count));
            own = true;
            reading = true;
        }
    }

    /** What lies for long with a consumer that does not read: of an older version, or of nobody any more. */
    private void takeOverIdle() throws InterruptedException {
        own = false;
        takeOver(count -> stream.claimFromOthers(consumer, config.claimMinIdle(), count));
        own = true;
    }

    /** Nothing else may be under way meanwhile, for it is older than all that is. */
    private void takeOver(IntFunction<List<StreamEntry>> claim) throws InterruptedException {
        boolean leftRows = false;
        List<StreamEntry> claimed = claim(claim);
        while (!claimed.isEmpty() && !isStopping()) {
            if (!lanes.awaitIdle(Lanes.LONGEST_BATCH)) {
                throw new IllegalStateException("A batch has been under way for " + Lanes.LONGEST_BATCH);
            }
            if (own) {
                takeOver.resume(claimed);
            } else {
                takeOver.handle(claimed);
                leftRows = true;
            }
            claimed = claim(claim);
        }
        if (leftRows) {
            processRows();
        }
    }

    /** What is read behind these would have to be rows, too, and wait for each other. */
    private void processRows() throws InterruptedException {
        long began = System.nanoTime();
        BooleanSupplier mayGoOn = () -> System.nanoTime() - began < LONGEST_FOR_ROWS && !isStopping();
        poller.pollWhile(mayGoOn);
        while (rows.areWorkedOn() && mayGoOn.getAsBoolean()) {
            stopping.await(LOOK_AT_ROWS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<StreamEntry> claim(IntFunction<List<StreamEntry>> claim) {
        List<StreamEntry> claimed = claim.apply(Math.min(config.batchSize(), readSize.count()));
        readSize.observe(claimed);
        return claimed;
    }

    private void read() throws InterruptedException {
        int count = readSize.count();
        if (rows.isInTheWay()) {
            if (System.nanoTime() - lastRead < LONGEST_FOR_ROWS) {
                stopping.await(LOOK_AT_ROWS.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            count = Math.min(count, config.batchSize());
        }
        if (!lanes.awaitRoom(count, readSize.expected(), WAIT)) {
            return;
        }
        if (tookAll) {
            // What has come since could not be begun with before a lane is done, and until then more of it comes.
            lanes.awaitLane(LONGEST_FOR_LANE);
        }
        long began = System.nanoTime();
        lastRead = began;
        RedisEventStream.Delivered delivered = stream.read(consumer, count, config.block());
        List<StreamEntry> entries = delivered.entries();
        if (!entries.isEmpty()) {
            last = Optional.of(entries.getLast().id().value());
            readSize.observe(entries);
            if (delivered.heldByOthers()) {
                // Some other process believes that it is its turn. What it holds may be older than what was read here.
                enter();
                return;
            }
            intake.accept(entries);
        }
        tookAll = entries.size() < count;
        if (tookAll) {
            caughtUp = Optional.of(new CaughtUp(began, last));
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
