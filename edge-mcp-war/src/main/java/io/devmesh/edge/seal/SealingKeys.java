package io.devmesh.edge.seal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;

/** Keys by number; the one with the highest seals, all open. Prints nothing of them. */
final class SealingKeys {
    static final SealingKeys NONE = new SealingKeys(Map.of());

    private final TreeMap<Integer, SecretKeySpec> byNumber = new TreeMap<>();

    /**
     * @param byNumber 32 bytes each, numbers of 0 to 255
     *
     */
    SealingKeys(Map<Integer, byte[]> byNumber) {
        byNumber.forEach((number, key) -> this.byNumber.put(number, new SecretKeySpec(key, "AES")));
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    int newestNumber() {
        return byNumber.lastKey();
    }

    SecretKeySpec newest() {
        return byNumber.lastEntry().getValue();
    }

    Optional<SecretKeySpec> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }
}
