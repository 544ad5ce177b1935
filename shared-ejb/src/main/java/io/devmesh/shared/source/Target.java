package io.devmesh.shared.source;

import io.devmesh.shared.tenant.TenantId;

/**
 * A place that events are forwarded to.
 *
 * @param maxConcurrency requests at the same time, over all Workers
 */
public record Target(TenantId tenant, TargetName name, TargetUrl url, SigningSecret secret, int maxConcurrency) {
    public static final int DEFAULT_CONCURRENCY = 4;
    public static final int MOST_CONCURRENCY = 64;

    public Target {
        if (maxConcurrency < 1 || maxConcurrency > MOST_CONCURRENCY) {
            throw new IllegalArgumentException("concurrency is not 1 to " + MOST_CONCURRENCY);
        }
    }
}
