package io.devmesh.shared.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Encrypts secrets of a tenant under its key. A ciphertext is bound to its row and tenant, a wrapped key to its id, tenant
 * and master key, so that none of them is of use elsewhere.
 */
@ApplicationScoped
public class SecretVault {
    private final MasterKeys masters;
    private final Consumer<TenantKey> opened;

    SecretVault() {
        this(MasterKeys.none());
    }

    /** Nobody is told what is read. */
    public SecretVault(MasterKeys masters) {
        this(masters, key -> {});
    }

    @Inject
    SecretVault(MasterKeys masters, OpenedKeys opened) {
        this(masters, opened::note);
    }

    private SecretVault(MasterKeys masters, Consumer<TenantKey> opened) {
        this.masters = masters;
        this.opened = opened;
    }

    /** Whether there is a master key. */
    public boolean encrypts() {
        return !masters.isEmpty();
    }

    /**
     * A new key, wrapped by the newest master key; throws NoSuchElementException where there is none, and
     * UnreadableSecretException where it can't be used.
     */
    public TenantKey newKey(TenantId tenant) {
        return wrapped(UuidCreator.getTimeOrderedEpoch(), tenant, AesGcm.randomKey());
    }

    /** The same key, wrapped by the newest master key; throws UnreadableSecretException where it can't be unwrapped. */
    public TenantKey rewrapped(TenantKey key) {
        return wrapped(key.id(), key.tenant(), masters.unwrap(key));
    }

    /** The id of the master key that wraps new keys; throws NoSuchElementException where there is none. */
    public String newestMasterKey() {
        return masters.newestId();
    }

    /** Throws UnreadableSecretException where {@code key} can't be unwrapped. */
    public byte[] encrypt(TenantKey key, UUID row, String secret) {
        return AesGcm.encrypt(AesGcm.key(masters.unwrap(key)), secret.getBytes(UTF_8), binding(key, row));
    }

    /** Throws UnreadableSecretException where the key or the row are not what they were. */
    public String decrypt(TenantKey key, UUID row, byte[] ciphertext) {
        String secret = AesGcm.decrypt(AesGcm.key(masters.unwrap(key)), ciphertext, binding(key, row))
                .map(plain -> new String(plain, UTF_8))
                .orElseThrow(() -> new UnreadableSecretException("the secret " + row
                        + " can't be decrypted under the key " + key.id() + ": its row was changed"));
        opened.accept(key);
        return secret;
    }

    /** As it was before it was stored; throws UnreadableSecretException likewise. */
    public String reveal(StoredSecret secret) {
        return secret.encrypted()
                .map(under -> decrypt(under.key(), secret.row(), under.ciphertext()))
                .orElseGet(() -> secret.plain().orElseThrow());
    }

    private TenantKey wrapped(UUID id, TenantId tenant, byte[] key) {
        WrappedKey wrapped = masters.wrap(id, tenant, key);
        return new TenantKey(id, tenant, wrapped.bytes(), wrapped.masterKeyId());
    }

    private static String binding(TenantKey key, UUID row) {
        return "secret " + row + " of " + key.tenant();
    }
}
