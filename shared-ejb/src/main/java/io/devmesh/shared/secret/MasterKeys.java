package io.devmesh.shared.secret;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * What wraps the tenants' keys: {@code id:base64} of 32 bytes, several separated by commas. The first one wraps, all of
 * them unwrap; one that stands alone may do without an id, which is then {@code default}.
 */
public final class MasterKeys implements Warnings {
    private static final MasterKeys NONE = new MasterKeys(Map.of());
    private static final String ONLY = "default";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private final Map<String, SecretKeySpec> byId;

    private MasterKeys(Map<String, SecretKeySpec> byId) {
        this.byId = byId;
    }

    /** Without a key secrets are stored as they are. */
    public static MasterKeys none() {
        return NONE;
    }

    public static MasterKeys from(Settings settings) {
        return settings.text("SECRETS_MASTER_KEY").map(MasterKeys::parse).orElse(NONE);
    }

    private static MasterKeys parse(String text) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String generation : text.split(",", -1)) {
            String[] parts = generation.strip().split(":", 2);
            String id = parts.length == 2 ? parts[0].strip() : ONLY;
            if (!ID.matcher(id).matches()) {
                throw refused("has an id that is not of the form " + ID.pattern());
            }
            if (keys.put(id, key(parts[parts.length - 1].strip())) != null) {
                throw refused("has two keys under one id");
            }
        }
        return new MasterKeys(keys);
    }

    private static SecretKeySpec key(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length != AesGcm.KEY_BYTES) {
                throw refused("has a key of " + bytes.length + " bytes");
            }
            return AesGcm.key(bytes);
        } catch (IllegalArgumentException notBase64) {
            throw refused("has a key that is not base64");
        }
    }

    /** Without the value. */
    private static ConfigurationException refused(String rule) {
        return refuse(
                "SECRETS_MASTER_KEY",
                "***",
                rule,
                "set base64 of 32 bytes, or id:base64 separated by commas, newest first");
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** The id of the one that wraps; throws NoSuchElementException where there is none. */
    String newestId() {
        return byId.keySet().stream().findFirst().orElseThrow();
    }

    Optional<SecretKeySpec> find(String id) {
        return Optional.ofNullable(byId.get(id));
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
        return "MasterKeys" + byId.keySet();
    }
}
