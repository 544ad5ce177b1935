package io.devmesh.shared.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretVaultTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private static final UUID ROW = new UUID(0, 2);
    private static final String SECRET = "s3cret with ümlaut";

    private static final FileMasterKeys NO_FILE = FileMasterKeys.from("SECRETS_OLD_MASTER_KEY", Optional.empty());

    private final FakeKms kms = new FakeKms();
    private final SecretVault vault = vault("old:" + key(1));
    private final TenantKey key = vault.newKey(TENANT);
    private final byte[] ciphertext = vault.encrypt(key, ROW, SECRET);

    @Test
    void givesBackWhatItEncrypted() {
        assertThat(vault.decrypt(key, ROW, ciphertext)).isEqualTo(SECRET);
        assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    }

    @Test
    void revealsEitherFormOfAStoredSecret() {
        StoredSecret plain = new StoredSecret(ROW, TENANT, Optional.of(SECRET), Optional.empty());
        StoredSecret encrypted = new StoredSecret(
                ROW, TENANT, Optional.empty(), Optional.of(new StoredSecret.Encrypted(key, ciphertext)));

        assertThat(vault.reveal(plain)).isEqualTo(SECRET);
        assertThat(vault.reveal(encrypted)).isEqualTo(SECRET);
        assertThat(plain.toString() + encrypted).doesNotContain("s3cret");
    }

    @Test
    void encryptsTheSameDifferentlyEachTime() {
        assertThat(vault.encrypt(key, ROW, SECRET)).isNotEqualTo(ciphertext);
    }

    @Test
    void refusesACiphertextOfAnotherRow() {
        assertUnreadable(() -> vault.decrypt(key, new UUID(0, 3), ciphertext), "its row was changed");
    }

    @Test
    void refusesAKeyOfAnotherTenant() {
        TenantKey stolen = new TenantKey(key.id(), new TenantId(new UUID(0, 9)), key.wrapped(), "old");

        assertUnreadable(() -> vault.decrypt(stolen, ROW, ciphertext), "the row of tenant_key was changed");
    }

    @Test
    void refusesEachChangedByte() {
        for (int i = 0; i < ciphertext.length; i++) {
            byte[] changed = ciphertext.clone();
            changed[i] ^= 1;
            assertUnreadable(() -> vault.decrypt(key, ROW, changed), "its row was changed");
        }
        assertUnreadable(() -> vault.decrypt(key, ROW, Arrays.copyOf(ciphertext, 20)), "its row was changed");
        assertUnreadable(() -> vault.decrypt(key, ROW, new byte[0]), "its row was changed");
    }

    @Test
    void saysThatAnotherMasterKeyHasTheId() {
        SecretVault other = vault("old:" + key(2));

        assertUnreadable(() -> other.decrypt(key, ROW, ciphertext), "another key under the id old");
    }

    @Test
    void saysWhichMasterKeyIsMissing() {
        SecretVault other = vault("new:" + key(2));

        assertUnreadable(
                () -> other.decrypt(key, ROW, ciphertext), "the master key old, which is not in SECRETS_MASTER_KEY");
    }

    @Test
    void readsUnderTheNewMasterKeyWhatWasRewrapped() {
        TenantKey rewrapped = vault("new:" + key(2) + ",old:" + key(1)).rewrapped(key);

        assertThat(rewrapped.masterKeyId()).isEqualTo("new");
        assertThat(vault("new:" + key(2)).decrypt(rewrapped, ROW, ciphertext)).isEqualTo(SECRET);
    }

    @Test
    void movesFromAFileToKmsAndToAnotherKeyOfKmsAndBack() {
        FileMasterKeys old = FileMasterKeys.from("SECRETS_OLD_MASTER_KEY", Optional.of("old:" + key(1)));
        SecretVault toKms = new SecretVault(MasterKeys.withKms(old, "first", kms));
        TenantKey first = toKms.rewrapped(key);
        SecretVault next = new SecretVault(MasterKeys.withKms(NO_FILE, "alias/second", kms));
        TenantKey second = next.rewrapped(first);
        SecretVault back = new SecretVault(MasterKeys.from(Settings.of(Map.of("SECRETS_MASTER_KEY", "new:" + key(2)))));

        assertThat(first.masterKeyId()).isEqualTo(FakeKms.arn("first")).isEqualTo(toKms.newestMasterKey());
        assertThat(second.masterKeyId()).isEqualTo(FakeKms.arn("alias/second")).isEqualTo(next.newestMasterKey());
        assertThat(next.decrypt(second, ROW, ciphertext)).isEqualTo(SECRET);
        assertThat(next.decrypt(first, ROW, ciphertext)).isEqualTo(SECRET);
        assertUnreadable(() -> next.decrypt(key, ROW, ciphertext), "old, which is not in SECRETS_OLD_MASTER_KEY");
        assertUnreadable(() -> back.decrypt(second, ROW, ciphertext), "DEVMESH_AWS_LIB names no folder");
    }

    @Test
    void makesNoKeyWithoutAMasterKey() {
        SecretVault none = new SecretVault(MasterKeys.none());

        assertThat(none.encrypts()).isFalse();
        assertThatThrownBy(() -> none.newKey(TENANT)).isInstanceOf(NoSuchElementException.class);
    }

    private void assertUnreadable(Runnable decryption, String why) {
        assertThatThrownBy(decryption::run)
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining(key.id().toString())
                .hasMessageContaining(why)
                .hasMessageNotContaining(SECRET);
    }

    private static SecretVault vault(String keys) {
        return new SecretVault(MasterKeys.from(Settings.of(Map.of("SECRETS_MASTER_KEY", keys))));
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
