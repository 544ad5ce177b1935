package io.devmesh.shared.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A key that was made, revoked or otherwise written.
 *
 * @param at by PostgreSQL's clock
 * @param isNew whether it was made and not changed since, so that nobody can know anything else of it
 */
public record ChangedKey(UUID id, KeyHash hash, Instant at, boolean isNew) {}
