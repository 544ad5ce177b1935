package io.devmesh.edge.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was reported. */
final class CountedAdmission implements AdmissionMetrics {
    int admitted;
    int leases;
    final List<LimitType> refused = new ArrayList<>();
    final List<String> turnedAway = new ArrayList<>();

    @Override
    public synchronized void admitted() {
        admitted++;
    }

    @Override
    public synchronized void refused(LimitType limit) {
        refused.add(limit);
    }

    @Override
    public synchronized void leased(LimitType limit) {
        leases++;
    }

    @Override
    public void took(Duration time) {}

    @Override
    public synchronized void turnedAway(String by) {
        turnedAway.add(by);
    }
}
