package io.devmesh.system.cache;

import io.devmesh.edge.cache.CacheKey;
import io.devmesh.edge.cache.CacheRegion;
import io.devmesh.edge.cache.CacheRegion.Kept;
import io.devmesh.edge.cache.CacheScope;
import io.devmesh.edge.cache.JsonCodec;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Keys of texts that live for an hour. */
final class Texts {
    private static final JsonCodec<String> CODEC =
            new JsonCodec<>(StringNode::valueOf, JsonNode::stringValue, String::length);
    private static final CacheRegion<String> INVALIDATED = region("invalidated", true, Kept.BOTH);
    private static final CacheRegion<String> IN_MEMORY = region("in_memory", true, Kept.MEMORY);
    private static final CacheRegion<String> CONSTANT = region("constant", false, Kept.BOTH);
    private static final CacheScope ACME = tenant(1);

    private Texts() {}

    static CacheKey<String> invalidated(String text) {
        return new CacheKey<>(ACME, INVALIDATED, text);
    }

    static CacheKey<String> inMemory(String text) {
        return new CacheKey<>(ACME, IN_MEMORY, text);
    }

    static CacheKey<String> constant(String text) {
        return new CacheKey<>(ACME, CONSTANT, text);
    }

    static CacheKey<String> ofAnotherTenant(CacheKey<String> key) {
        return new CacheKey<>(tenant(2), key.region(), key.text());
    }

    private static CacheRegion<String> region(String name, boolean invalidated, Kept kept) {
        Duration hour = Duration.ofHours(1);
        return new CacheRegion<>(name, CODEC, hour, hour, invalidated, text -> kept);
    }

    private static CacheScope tenant(long id) {
        return new CacheScope.Of(new TenantId(new UUID(0, id)));
    }
}
