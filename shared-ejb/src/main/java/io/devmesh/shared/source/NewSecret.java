package io.devmesh.shared.source;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes secrets for senders that take ours: 256 random bits, in the form that the provider wants. */
public final class NewSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private NewSecret() {}

    public static String of(Provider provider) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return switch (provider) {
            case STANDARD_WEBHOOKS -> "whsec_" + Base64.getEncoder().encodeToString(bytes);
            case BASIC -> "devmesh:" + HexFormat.of().formatHex(bytes);
            default -> HexFormat.of().formatHex(bytes);
        };
    }
}
