package io.devmesh.edge.admission;

import java.util.UUID;

/**
 * One token bucket.
 *
 * @param holder the tenant or the key; for all in one, nobody's id
 * @param tool empty for a bucket of all tools
 */
record BucketName(LimitType type, UUID holder, String tool) {
    private static final UUID NOBODY = new UUID(0, 0);

    static final BucketName GLOBAL = new BucketName(LimitType.GLOBAL, NOBODY, "");

    BucketName(LimitType type, UUID holder) {
        this(type, holder, "");
    }

    /** Its key in Redis, all of it a hash tag. */
    String key() {
        StringBuilder key = new StringBuilder("{mcp:rate:").append(type.label());
        if (type != LimitType.GLOBAL) {
            key.append(':').append(holder);
        }
        if (!tool.isEmpty()) {
            key.append(':').append(tool);
        }
        return key.append('}').toString();
    }
}
