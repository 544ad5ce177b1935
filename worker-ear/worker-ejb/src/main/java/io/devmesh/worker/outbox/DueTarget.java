package io.devmesh.worker.outbox;

import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;

/** A target for which something is due. */
record DueTarget(TenantId tenant, TargetName name, int maxConcurrency) {}
