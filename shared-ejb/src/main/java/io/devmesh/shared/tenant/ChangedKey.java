package io.devmesh.shared.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A key that was made, revoked or otherwise written.
 *
 * @param at by PostgreSQL's clock
 */
public record ChangedKey(UUID id, KeyHash hash, Instant at) {}
