package io.devmesh.local;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes secrets that need no quoting anywhere. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 192 random bits in hexadecimal digits. */
    static String generate() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
