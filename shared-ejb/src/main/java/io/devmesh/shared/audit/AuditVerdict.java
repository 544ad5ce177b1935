package io.devmesh.shared.audit;

/** Whether a tenant's chain is as it was written. */
public sealed interface AuditVerdict {
    /**
     * Every entry that is there is.
     *
     * @param first number of the oldest one; those before were dropped by retention. Above {@code last} where there is none
     * @param last number of the newest one that ever was
     * @param hash of the newest one, in hexadecimal: noted elsewhere, it shows later that nothing was cut off
     */
    record Intact(long first, long last, String hash) implements AuditVerdict {}

    /**
     * An entry is not.
     *
     * @param number of the first one that is wrong, or missing
     */
    record Broken(long number, String reason) implements AuditVerdict {}
}
