package io.devmesh.edge.work;

import java.time.Duration;

/** Where work goes that a request's own thread must not wait for. */
public interface Threads {
    /** Soon, in a thread of its own that may wait for as long as it likes. */
    void execute(Runnable work);

    /** Once, after {@code delay}, unless the returned action is run before. */
    Runnable after(Duration delay, Runnable work);

    /** Again and again for as long as the application runs, the next time that long after the last has ended. */
    void every(Duration pause, Runnable work);
}
