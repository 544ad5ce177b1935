package io.devmesh.benchmark.sustained;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Events whose batch took longer than a Worker has the turn to read, as the Worker's metrics count them. */
final class LongBatches {
    private static final Pattern BUCKET =
            Pattern.compile("webhook_event_processing_seconds_bucket\\{[^}]*le=\"([^\"]+)\"[^}]*} (\\S+)");
    private static final String LEASE = "5.0";
    private static final String ALL = "+Inf";

    private LongBatches() {}

    /** @param metrics in Prometheus' text form */
    static long in(String metrics) {
        double all = 0;
        double within = 0;
        boolean known = false;
        Matcher buckets = BUCKET.matcher(metrics);
        while (buckets.find()) {
            double count = Double.parseDouble(buckets.group(2));
            all += buckets.group(1).equals(ALL) ? count : 0;
            within += buckets.group(1).equals(LEASE) ? count : 0;
            known |= buckets.group(1).equals(LEASE);
        }
        if (!known) {
            throw new IllegalStateException("The Worker's metrics have no bucket of " + LEASE + " s: " + metrics);
        }
        return Math.round(all - within);
    }
}
