package io.devmesh.shared.source;

import io.devmesh.shared.tenant.TenantId;
import java.util.List;

/**
 * One URL of the webhook door.
 *
 * @param secrets those that a signature may be made with: one, or two while it is being rotated
 */
public record Source(SourceName name, TenantId tenant, Provider provider, List<String> secrets) {
    public Source {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Source[" + name + ", " + provider.wire() + "]";
    }
}
