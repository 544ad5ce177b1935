package io.devmesh.edge.auth;

import io.devmesh.edge.cache.CacheKey;
import io.devmesh.edge.cache.CacheRegion;
import io.devmesh.edge.cache.CacheRegion.Kept;
import io.devmesh.edge.cache.CacheScope;
import io.devmesh.edge.cache.JsonCodec;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.KeyOwner;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of looking for a key's owner.
 *
 * @param owner empty where nobody has the key
 * @param fresh whether PostgreSQL said so, rather than our memory of what it said before it was away
 */
record KeyLookup(Optional<KeyOwner> owner, boolean fresh) {
    private static final long SIZE = 256;

    /**
     * Both lives together stay within 5 s, after which a revoked key is dead even where nobody told us. Unknown keys are
     * remembered so that guessing costs little, but not by Redis, which guesses could fill.
     */
    private static final CacheRegion<KeyLookup> REGION = new CacheRegion<>(
            "api_key",
            new JsonCodec<>(lookup -> write(lookup.owner().orElseThrow()), KeyLookup::read, lookup -> SIZE),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            true,
            lookup -> lookup.owner().isPresent() && lookup.fresh() ? Kept.BOTH : Kept.MEMORY);

    static CacheKey<KeyLookup> cacheKey(KeyHash hash) {
        return new CacheKey<>(CacheScope.Unknown.TENANT, REGION, hash.hex());
    }

    /** The hash in the name of a {@link #cacheKey}: its last part, as digests are not hashed again. */
    static String hexOf(String cacheName) {
        return cacheName.substring(cacheName.lastIndexOf(':') + 1);
    }

    private static JsonNode write(KeyOwner owner) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("key_id", owner.keyId().toString())
                .put("tenant", owner.tenant().toString())
                .put("name", owner.name());
        ArrayNode scopes = json.putArray("scopes");
        owner.grants().wires().forEach(scopes::add);
        ArrayNode toolset = json.putArray("toolset");
        owner.grants().tools().forEach(toolset::add);
        owner.expiresAt().ifPresent(expiry -> json.put("expires_at", expiry.toString()));
        return json;
    }

    private static KeyLookup read(JsonNode json) {
        KeyOwner owner = new KeyOwner(
                UUID.fromString(text(json, "key_id")),
                TenantId.parse(text(json, "tenant")),
                text(json, "name"),
                json.has("expires_at") ? Optional.of(Instant.parse(text(json, "expires_at"))) : Optional.empty(),
                Grants.known(texts(json, "scopes"), texts(json, "toolset")));
        return new KeyLookup(Optional.of(owner), true);
    }

    private static List<String> texts(JsonNode json, String name) {
        return json.path(name).valueStream().map(text -> text.asString("")).toList();
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isString()) {
            throw new IllegalArgumentException(name + " is not a text");
        }
        return json.path(name).stringValue();
    }
}
