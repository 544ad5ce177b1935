package io.devmesh.edge.auth;

import io.devmesh.shared.tenant.TenantId;
import java.util.UUID;

/**
 * A caller whose key was checked.
 *
 * @param keyId id of the API key, for logs and audit
 * @param tenant the one tenant whose data it may see
 */
public record Authenticated(UUID keyId, TenantId tenant) implements Identity {}
