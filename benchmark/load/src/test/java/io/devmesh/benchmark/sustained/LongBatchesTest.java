package io.devmesh.benchmark.sustained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LongBatchesTest {
    private static final String METRICS = """
            # TYPE webhook_event_processing_seconds histogram
            webhook_event_processing_seconds_bucket{mp_scope="application",le="1.0",} 90.0
            webhook_event_processing_seconds_bucket{mp_scope="application",le="5.0",} 97.0
            webhook_event_processing_seconds_bucket{mp_scope="application",le="+Inf",} 100.0
            webhook_event_processing_seconds_count{mp_scope="application",} 100.0
            webhook_acknowledge_seconds_bucket{mp_scope="application",le="+Inf",} 1000.0
            """;

    @Test
    void areThoseAboveTheBucketOfTheLease() {
        assertThat(LongBatches.in(METRICS)).isEqualTo(3);
    }

    @Test
    void areNotZeroWhereTheMetricsDoNotSay() {
        assertThatIllegalStateException().isThrownBy(() -> LongBatches.in(METRICS.replace("5.0", "6.0")));
    }
}
