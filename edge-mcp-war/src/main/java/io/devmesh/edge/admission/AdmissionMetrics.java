package io.devmesh.edge.admission;

import java.time.Duration;

/** Where admission reports what it does. */
interface AdmissionMetrics {
    /** A request, or a part of one that counts by itself, was let in. */
    void admitted();

    void refused(LimitType limit);

    /** Tokens were asked for, or a block of a quota. */
    void leased(LimitType limit);

    /** What the checks took. */
    void took(Duration time);

    /** A request was turned away because too many before it had failed to authenticate. */
    void turnedAway(String by);
}
