package io.devmesh.shared.audit;

import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that was done.
 *
 * @param tenant to whom; {@link #NOBODY} where that is not known
 * @param at to the microsecond, which is what PostgreSQL keeps; empty for the moment of the row
 * @param actor {@code operator:}, {@code key:}, {@code command:} or {@code replica:} and who it was
 * @param action {@code key.create}, {@code tool.call}, …
 * @param subject what it was done to
 * @param detail never a secret
 */
public record AuditEntry(
        TenantId tenant, Optional<Instant> at, String actor, String action, String subject, ObjectNode detail) {
    /** Has a chain like a tenant. */
    public static final TenantId NOBODY = new TenantId(new UUID(0, 0));

    private static final int LONGEST = 300;

    public AuditEntry {
        at = at.map(moment -> moment.truncatedTo(ChronoUnit.MICROS));
        actor = clean(actor);
        subject = clean(subject);
    }

    /** Something that is done now, in the transaction that tells of it. */
    public static AuditEntry ofNow(TenantId tenant, String actor, String action, String subject, ObjectNode detail) {
        return new AuditEntry(tenant, Optional.empty(), actor, action, subject, detail);
    }

    /** A text of a caller must neither forge a line nor be refused by PostgreSQL. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? '?' : c)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
