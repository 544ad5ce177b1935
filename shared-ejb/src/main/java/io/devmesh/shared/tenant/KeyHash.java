package io.devmesh.shared.tenant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;

/** SHA-256 of an API key, 64 lower-case hexadecimal digits. */
public record KeyHash(String hex) {
    /** Takes as long whatever differs. */
    public boolean isSame(KeyHash other) {
        return MessageDigest.isEqual(hex.getBytes(US_ASCII), other.hex.getBytes(US_ASCII));
    }
}
