package io.devmesh.edge.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does everything at once, in the caller's thread; time passes when a test says so. */
public final class SameThread implements Threads {
    private final List<Runnable> later = new ArrayList<>();
    private final List<Runnable> again = new ArrayList<>();

    @Override
    public void execute(Runnable work) {
        work.run();
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        later.add(work);
        return () -> later.remove(work);
    }

    @Override
    public void every(Duration pause, Runnable work) {
        again.add(work);
    }

    /** All delays are over, and all that is done again and again is done once. */
    public void timePasses() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
        List.copyOf(again).forEach(Runnable::run);
    }
}
