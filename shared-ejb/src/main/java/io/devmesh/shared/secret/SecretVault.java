package io.devmesh.shared.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;

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

    /** A new key, wrapped by the newest master key; throws NoSuchElementException where there is none. */
    public TenantKey newKey(TenantId tenant) {
        return wrapped(UuidCreator.getTimeOrderedEpoch(), tenant, AesGcm.randomKey());
    }

    /** The same key, wrapped by the newest master key; throws UnreadableSecretException where it can't be unwrapped. */
    public TenantKey rewrapped(TenantKey key) {
        return wrapped(key.id(), key.tenant(), unwrapped(key));
    }

    /** The id of the master key that wraps; throws NoSuchElementException where there is none. */
    public String newestMaster() {
        return masters.newestId();
    }

    public boolean isOfTheNewest(TenantKey key) {
        return key.masterKeyId().equals(masters.newestId());
    }

    /** Throws UnreadableSecretException where {@code key} can't be unwrapped. */
    public byte[] encrypt(TenantKey key, UUID row, String secret) {
        return AesGcm.encrypt(AesGcm.key(unwrapped(key)), secret.getBytes(UTF_8), binding(key, row));
    }

    /** Throws UnreadableSecretException where the key or the row are not what they were. */
    public String decrypt(TenantKey key, UUID row, byte[] ciphertext) {
        String secret = AesGcm.decrypt(AesGcm.key(unwrapped(key)), ciphertext, binding(key, row))
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
        String master = masters.newestId();
        SecretKeySpec wrapping = masters.find(master).orElseThrow();
        return new TenantKey(id, tenant, AesGcm.encrypt(wrapping, key, binding(id, tenant, master)), master);
    }

    private byte[] unwrapped(TenantKey key) {
        SecretKeySpec wrapping = masters.find(key.masterKeyId())
                .orElseThrow(() -> new UnreadableSecretException("the key " + key.id()
                        + " is wrapped by the master key " + key.masterKeyId()
                        + ", which is not in SECRETS_MASTER_KEY"));
        return AesGcm.decrypt(wrapping, key.wrapped(), binding(key.id(), key.tenant(), key.masterKeyId()))
                .orElseThrow(() -> new UnreadableSecretException("the key " + key.id()
                        + " can't be unwrapped: SECRETS_MASTER_KEY has another key under the id " + key.masterKeyId()
                        + ", or the row of tenant_key was changed"));
    }

    private static String binding(TenantKey key, UUID row) {
        return "secret " + row + " of " + key.tenant();
    }

    private static String binding(UUID id, TenantId tenant, String master) {
        return "key " + id + " of " + tenant + " under " + master;
    }
}
