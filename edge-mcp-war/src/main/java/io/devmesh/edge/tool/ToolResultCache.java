package io.devmesh.edge.tool;

import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.CacheKey;
import io.devmesh.edge.cache.CacheRegion;
import io.devmesh.edge.cache.CacheRegion.Kept;
import io.devmesh.edge.cache.CacheScope;
import io.devmesh.edge.cache.JsonCodec;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Calls tools, those that only read at most once in a while for the same tenant and arguments. Refusals and failures are
 * not kept.
 */
@ApplicationScoped
class ToolResultCache {
    private static final JsonMapper SORTED = Json.mapper()
            .rebuild()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private final TwoLevelCache cache;
    private final Optional<CacheRegion<ToolResult>> region;

    ToolResultCache() {
        this.cache = null;
        this.region = Optional.empty();
    }

    @Inject
    ToolResultCache(TwoLevelCache cache, CacheConfig config) {
        this.cache = cache;
        this.region = Optional.of(config)
                .filter(settings -> !settings.toolTtl().isZero())
                .map(settings ->
                        // With two levels, what one has of the other may already be as old as the other lets it get.
                        region(settings.shared().enabled() ? settings.toolTtl().dividedBy(2) : settings.toolTtl()));
    }

    /** Calls every tool each time. */
    static ToolResultCache off() {
        return new ToolResultCache();
    }

    ToolResult call(Tool tool, ToolCall call) {
        return region.filter(cached -> tool.mayBeRemembered() && call.answers().isEmpty())
                .map(cached -> cache.get(key(cached, tool, call), () -> tool.call(call)))
                .orElseGet(() -> tool.call(call));
    }

    private static CacheKey<ToolResult> key(CacheRegion<ToolResult> region, Tool tool, ToolCall call) {
        return new CacheKey<>(
                new CacheScope.Of(call.caller().tenant()),
                region,
                tool.description().name() + ":" + SORTED.writeValueAsString(call.arguments()));
    }

    private static CacheRegion<ToolResult> region(Duration ttl) {
        return new CacheRegion<>(
                "tool_result",
                new JsonCodec<>(
                        ToolResultCache::json, ToolResultCache::result, result -> JsonCodec.sizeOf(json(result))),
                ttl,
                ttl,
                false,
                result -> result instanceof ToolResult.Structured ? Kept.BOTH : Kept.NOWHERE);
    }

    private static JsonNode json(ToolResult result) {
        return switch (result) {
            case ToolResult.Structured(ObjectNode value) -> value;
            // Weighed, never kept.
            case ToolResult.Refusal(String reason) -> StringNode.valueOf(reason);
            case ToolResult.Content content -> StringNode.valueOf("");
            case ToolResult.Asks asks -> StringNode.valueOf("");
        };
    }

    private static ToolResult result(JsonNode json) {
        return new ToolResult.Structured(json.asObject());
    }
}
