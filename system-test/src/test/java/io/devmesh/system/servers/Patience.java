package io.devmesh.system.servers;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How the fixtures wait for a server: long where they must, and no longer than they need. */
final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(25);

    private Patience() {}

    /** @param fact what is waited for, for the message where it does not come true */
    static ConditionFactory await(String fact) {
        return Awaitility.await(fact).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(STEP);
    }
}
