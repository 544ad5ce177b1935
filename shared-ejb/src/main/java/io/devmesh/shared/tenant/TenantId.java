package io.devmesh.shared.tenant;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** Identifies a tenant; every row, key and cache entry carries one. */
public record TenantId(UUID value) {
    public TenantId {
        requireNonNull(value, "value is null");
    }

    /** Throws IllegalArgumentException where {@code text} is not a UUID. */
    public static TenantId parse(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
