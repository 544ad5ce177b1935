package io.devmesh.shared.event;

import static java.util.Objects.requireNonNull;

import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Identifies an event for agents. The same delivery always gets the same id, so a redelivery is answered alike. */
public record EventId(UUID value) {
    public EventId {
        requireNonNull(value, "value is null");
    }

    /** A version 8 UUID (RFC 9562, section 5.8) from SHA-256 of tenant, source and delivery id. */
    public static EventId of(TenantId tenant, SourceName source, DeliveryId delivery) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((tenant + "\n" + source + "\n" + delivery).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            long high = (bytes.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
            long low = (bytes.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new EventId(new UUID(high, low));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Throws IllegalArgumentException where {@code text} is not a UUID. */
    public static EventId parse(String text) {
        return new EventId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
