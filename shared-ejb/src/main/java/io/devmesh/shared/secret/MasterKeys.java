package io.devmesh.shared.secret;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import io.devmesh.shared.kms.KmsCipher;
import io.devmesh.shared.kms.KmsConfig;
import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsTrouble;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What wraps the tenants' keys: a key of {@code SECRETS_MASTER_KEY}, or one of AWS KMS. A row names the one that wraps it, so
 * that those of KMS need no other setting to be unwrapped.
 */
public final class MasterKeys implements Warnings {
    private static final String FILE = "SECRETS_MASTER_KEY";
    private static final String OLD_FILE = "SECRETS_OLD_MASTER_KEY";
    private static final MasterKeys NONE = new MasterKeys(new FileMasterKeys(FILE, Map.of()), Optional.empty(), () -> {
        throw new IllegalStateException("no settings, no KMS");
    });

    private final FileMasterKeys files;
    private final Optional<String> kmsKeyId;
    private final KmsMasterKey kms;

    private MasterKeys(FileMasterKeys files, Optional<String> kmsKeyId, Supplier<KmsCipher> cipher) {
        this.files = files;
        this.kmsKeyId = kmsKeyId;
        this.kms = new KmsMasterKey(cipher, System::nanoTime);
    }

    /** Without a key secrets are stored as they are. */
    public static MasterKeys none() {
        return NONE;
    }

    /** The AWS libraries are loaded where a key of KMS is named, else when a row wants them. */
    public static MasterKeys from(Settings settings) {
        Optional<KmsConfig> kms = KmsConfig.from(settings);
        FileMasterKeys current = FileMasterKeys.from(FILE, settings.text("SECRETS_MASTER_KEY"));
        FileMasterKeys old = FileMasterKeys.from(OLD_FILE, settings.text("SECRETS_OLD_MASTER_KEY"));
        if (kms.isEmpty()) {
            if (!old.isEmpty()) {
                throw refuse(
                        OLD_FILE,
                        "***",
                        "is for the way to KMS only",
                        "set SECRETS_KMS_KEY_ID, or put it behind the new" + " key in " + FILE);
            }
            return new MasterKeys(current, Optional.empty(), () -> whereARowWantsIt(settings));
        }
        if (!current.isEmpty()) {
            throw refuse(
                    KmsConfig.VARIABLE,
                    kms.get().keyId(),
                    "does not go with " + FILE,
                    "unset one of them; on the way to KMS name the file's key " + OLD_FILE);
        }
        return withKms(old, kms.get().keyId(), kms.get().cipher());
    }

    /** What is missing then is no reason to stop, for other secrets can be read. */
    private static KmsCipher whereARowWantsIt(Settings settings) {
        try {
            return KmsConfig.cipher(settings.folder("DEVMESH_AWS_LIB"));
        } catch (ConfigurationException absent) {
            throw new KmsException(KmsTrouble.REFUSED, absent.getMessage());
        }
    }

    static MasterKeys withKms(FileMasterKeys old, String keyId, KmsCipher cipher) {
        return new MasterKeys(old, Optional.of(keyId), () -> cipher);
    }

    boolean isEmpty() {
        return kmsKeyId.isEmpty() && files.isEmpty();
    }

    /** The id of the one that wraps, as rows name it; throws NoSuchElementException where there is none. */
    String newestId() {
        return kmsKeyId.map(kms::arn).orElseGet(files::newestId);
    }

    /** Throws UnreadableSecretException where the master key can't be used, NoSuchElementException where there is none. */
    WrappedKey wrap(UUID id, TenantId tenant, byte[] key) {
        return kmsKeyId.map(keyId -> kms.wrap(keyId, id, tenant, key)).orElseGet(() -> files.wrap(id, tenant, key));
    }

    /** Throws UnreadableSecretException. */
    byte[] unwrap(TenantKey key) {
        return KmsMasterKey.wraps(key) ? kms.unwrap(key) : files.unwrap(key);
    }

    @Override
    public List<String> warnings() {
        return isEmpty()
                ? List.of(
                        "SECRETS_MASTER_KEY is not set: webhook secrets are stored as they are, for whoever can read the"
                                + " database")
                : List.of();
    }

    @Override
    public String toString() {
        return "MasterKeys"
                + kmsKeyId.map(List::of)
                        .map(List::toString)
                        .orElseGet(() -> files.ids().toString());
    }
}
