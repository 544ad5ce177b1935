package io.devmesh.shared.secret;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.kms.KmsCipher;
import io.devmesh.shared.kms.KmsConfig;
import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsRoundTrip;
import io.devmesh.shared.tenant.TenantId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Master keys that AWS KMS has. A tenant's key that was unwrapped is remembered, so that KMS is asked for each once an hour;
 * while it can't be asked what is known counts for a day, and what it refuses is forgotten at once.
 */
final class KmsMasterKey {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(KmsMasterKey.class.getName());

    private final Supplier<KmsCipher> cipher;
    private final LongSupplier nanoTime;

    /** By id: no more than there are rows, and a row that is written anew takes the place of the old one. */
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    private final AtomicBoolean away = new AtomicBoolean();

    /** All of a row that unwrapping it depends on. */
    private record Place(UUID id, TenantId tenant, ByteBuffer wrapped, String keyArn) {}

    /**
     * A key as it was unwrapped.
     *
     * @param readAt by {@code nanoTime}
     * @param due when KMS is asked next, likewise
     */
    private record Known(Place place, byte[] key, long readAt, AtomicLong due) {
        private boolean isOf(Place other, long now) {
            return place.equals(other) && now - readAt < KEPT.toNanos();
        }

        /** True for one of those who ask at the same time. */
        private boolean isDue(long now) {
            long then = due.get();
            return now - then >= 0 && due.compareAndSet(then, now + BETWEEN_TRIES.toNanos());
        }
    }

    KmsMasterKey(Supplier<KmsCipher> cipher, LongSupplier nanoTime) {
        this.cipher = cipher;
        this.nanoTime = nanoTime;
    }

    /** Of the key that {@code keyId} names now, which an alias may change. */
    String arn(String keyId) {
        try {
            return KmsRoundTrip.keyArn(cipher.get(), keyId);
        } catch (KmsException trouble) {
            throw unreadable("the master key " + keyId + " can't be used", trouble);
        }
    }

    WrappedKey wrap(String keyId, UUID id, TenantId tenant, byte[] key) {
        try {
            KmsCipher.Sealed sealed = cipher.get().encrypt(keyId, key, context(id, tenant));
            return new WrappedKey(sealed.keyArn(), sealed.ciphertext());
        } catch (KmsException trouble) {
            throw unreadable("the key of the tenant " + tenant + " can't be wrapped by " + keyId, trouble);
        }
    }

    byte[] unwrap(TenantKey key) {
        Place place = new Place(key.id(), key.tenant(), ByteBuffer.wrap(key.wrapped()), key.masterKeyId());
        long now = nanoTime.getAsLong();
        Known found = known.get(key.id());
        if (found != null && found.isOf(place, now) && !found.isDue(now)) {
            return found.key;
        }
        try {
            Known renewed = new Known(place, ask(key), now, new AtomicLong(now + FRESH.toNanos()));
            known.put(key.id(), renewed);
            return renewed.key;
        } catch (KmsException trouble) {
            if (trouble.trouble().isPassing() && found != null && found.isOf(place, now)) {
                return found.key;
            }
            known.remove(key.id());
            throw unreadable("the key " + key.id() + " can't be unwrapped by " + key.masterKeyId(), trouble);
        }
    }

    private byte[] ask(TenantKey key) {
        try {
            byte[] plain = cipher.get().decrypt(key.masterKeyId(), key.wrapped(), context(key.id(), key.tenant()));
            if (away.getAndSet(false)) {
                LOG.log(INFO, "KMS unwraps keys again");
            }
            return plain;
        } catch (KmsException trouble) {
            if (trouble.trouble().isPassing() && !away.getAndSet(true)) {
                LOG.log(
                        WARNING,
                        "Keys of tenants can't be unwrapped; those that are known count for " + KEPT.toHours()
                                + " hours from when they were unwrapped: " + trouble.getMessage());
            }
            throw trouble;
        }
    }

    /** What KMS wants to see again, so that a wrapped key is of no use for another tenant. */
    private static Map<String, String> context(UUID id, TenantId tenant) {
        return Map.of("devmesh-tenant", tenant.toString(), "devmesh-key", id.toString());
    }

    private static UnreadableSecretException unreadable(String what, KmsException trouble) {
        return trouble.trouble().isPassing()
                ? new MasterKeyAwayException(what + " now: " + trouble.getMessage())
                : new UnreadableSecretException(what + ": " + trouble.getMessage());
    }

    /** Whether a row is wrapped by a key of KMS. */
    static boolean wraps(TenantKey key) {
        return KmsConfig.isKeyArn(key.masterKeyId());
    }
}
