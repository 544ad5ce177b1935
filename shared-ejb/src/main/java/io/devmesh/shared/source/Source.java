package io.devmesh.shared.source;

import io.devmesh.shared.tenant.TenantId;
import java.util.List;

/**
 * One URL of the webhook door.
 *
 * @param secrets those that a signature may be made with: one, or two while it is being rotated
 * @param settings how its deliveries are signed and labelled, beyond what the provider says
 * @param processing how its events are processed
 */
public record Source(
        SourceName name,
        TenantId tenant,
        Provider provider,
        List<String> secrets,
        SourceSettings settings,
        Processing processing) {
    public Source {
        secrets = List.copyOf(secrets);
        if (secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a secret of " + name + " is blank");
        }
    }

    /** One whose provider says it all. */
    public Source(SourceName name, TenantId tenant, Provider provider, List<String> secrets) {
        this(name, tenant, provider, secrets, SourceSettings.none(), Processing.standard());
    }

    Source withSecrets(List<String> others) {
        return new Source(name, tenant, provider, others, settings, processing);
    }

    @Override
    public String toString() {
        return "Source[" + name + ", " + provider.wire() + "]";
    }
}
