package io.devmesh.worker.timer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Goes off again and again from a moment of its own on. A {@code @Schedule} goes off at the full second: all chores of all Workers at
 * once, and just when Redis has its file written to disk, so that events wait for all of that.
 */
public abstract class IntervalTimer {
    private final Duration first;
    private final Duration every;

    /** A resource can only be injected into a field. */
    @Resource
    private TimerService timers;

    /** The first time is at a moment within {@code every}. */
    protected IntervalTimer(Duration every) {
        this(Duration.ofMillis(ThreadLocalRandom.current().nextLong(every.toMillis())), every);
    }

    /** The first time is after {@code first}, from when the Worker has started on. */
    protected IntervalTimer(Duration first, Duration every) {
        this.first = first;
        this.every = every;
    }

    @PostConstruct
    void start() {
        start(timers);
    }

    /** Not persistent: it begins anew with the process. */
    void start(TimerService service) {
        service.createIntervalTimer(first.toMillis(), every.toMillis(), new TimerConfig(null, false));
    }
}
