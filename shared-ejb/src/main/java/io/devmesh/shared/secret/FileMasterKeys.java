package io.devmesh.shared.secret;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.tenant.TenantId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Master keys that we have: {@code id:base64} of 32 bytes, several separated by commas. The first one wraps, all of them
 * unwrap; one that stands alone may do without an id, which is then {@code default}.
 *
 * @param variable that they came from
 */
record FileMasterKeys(String variable, Map<String, SecretKeySpec> byId) {
    private static final String ONLY = "default";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    /** Those that {@code variable} holds; none where it is not set. */
    static FileMasterKeys from(String variable, Optional<String> value) {
        return value.map(text -> parse(variable, text)).orElseGet(() -> new FileMasterKeys(variable, Map.of()));
    }

    private static FileMasterKeys parse(String variable, String text) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String generation : text.split(",", -1)) {
            String[] parts = generation.strip().split(":", 2);
            String id = parts.length == 2 ? parts[0].strip() : ONLY;
            if (!ID.matcher(id).matches()) {
                throw refused(variable, "has an id that is not of the form " + ID.pattern());
            }
            if (keys.put(id, key(variable, parts[parts.length - 1].strip())) != null) {
                throw refused(variable, "has two keys under one id");
            }
        }
        return new FileMasterKeys(variable, keys);
    }

    private static SecretKeySpec key(String variable, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length != AesGcm.KEY_BYTES) {
                throw refused(variable, "has a key of " + bytes.length + " bytes");
            }
            return AesGcm.key(bytes);
        } catch (IllegalArgumentException notBase64) {
            throw refused(variable, "has a key that is not base64");
        }
    }

    /** Without the value. */
    private static ConfigurationException refused(String variable, String rule) {
        return refuse(variable, "***", rule, "set base64 of 32 bytes, or id:base64 separated by commas, newest first");
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    Set<String> ids() {
        return byId.keySet();
    }

    /** The id of the one that wraps; throws NoSuchElementException where there is none. */
    String newestId() {
        return byId.keySet().stream().findFirst().orElseThrow();
    }

    WrappedKey wrap(UUID id, TenantId tenant, byte[] key) {
        String master = newestId();
        return new WrappedKey(master, AesGcm.encrypt(byId.get(master), key, binding(id, tenant, master)));
    }

    byte[] unwrap(TenantKey key) {
        SecretKeySpec wrapping = byId.get(key.masterKeyId());
        if (wrapping == null) {
            throw new UnreadableSecretException("the key " + key.id() + " is wrapped by the master key "
                    + key.masterKeyId() + ", which is not in " + variable);
        }
        return AesGcm.decrypt(wrapping, key.wrapped(), binding(key.id(), key.tenant(), key.masterKeyId()))
                .orElseThrow(() -> new UnreadableSecretException("the key " + key.id() + " can't be unwrapped: "
                        + variable + " has another key under the id " + key.masterKeyId()
                        + ", or the row of tenant_key was changed"));
    }

    private static String binding(UUID id, TenantId tenant, String master) {
        return "key " + id + " of " + tenant + " under " + master;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return variable + ids();
    }
}
