package io.devmesh.edge.cache;

import io.devmesh.shared.tenant.TenantId;

/** Whose an entry is. Part of every key, so that nobody can forget it. */
public sealed interface CacheScope {
    record Of(TenantId tenant) implements CacheScope {}

    /** What the tenant is looked up by, such as an API key, can't have one yet. */
    enum Unknown implements CacheScope {
        TENANT
    }

    /** In a key's name. */
    default String label() {
        return switch (this) {
            case Of(TenantId tenant) -> tenant.toString();
            case Unknown unknown -> "-";
        };
    }
}
