package io.devmesh.shared.tenant;

import org.jdbi.v3.core.Handle;

/** Whose rows a transaction sees. */
final class DatabaseScopeProbe {
    private DatabaseScopeProbe() {}

    /** A tenant's id, {@code *}, or nothing. */
    static String setting(Handle handle) {
        return handle.createQuery("SELECT coalesce(current_setting('devmesh.tenant', true), '')")
                .mapTo(String.class)
                .one();
    }
}
