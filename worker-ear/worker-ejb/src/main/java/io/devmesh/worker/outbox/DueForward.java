package io.devmesh.worker.outbox;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.secret.StoredSecret;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What this Worker is to send now, and nobody else until the lease lapses.
 *
 * @param id the same at every attempt
 * @param attempt this one, the first of which is 1
 * @param forgiven how many of them came before an operator had it sent again
 * @param url as the target's row has it, unchecked
 * @param secret likewise
 */
record DueForward(
        UUID id,
        TenantId tenant,
        TargetName target,
        EventId event,
        Instant receivedAt,
        Optional<String> orderKey,
        int attempt,
        int forgiven,
        String url,
        StoredSecret secret) {
    /** As far as a limit of attempts goes. */
    int countedAttempt() {
        return attempt - forgiven;
    }

    /** Without the secret, and the URL, which may hold one. */
    @Override
    public String toString() {
        return "DueForward[" + id + ", target=" + target + ", attempt=" + attempt + "]";
    }
}
