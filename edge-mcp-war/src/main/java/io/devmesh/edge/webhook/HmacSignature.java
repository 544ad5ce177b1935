package io.devmesh.edge.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the raw bytes, compared in constant time. */
final class HmacSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_LENGTH = 64;

    private HmacSignature() {}

    /** Whether {@code hex} is the signature of {@code body} under one of {@code secrets}; tries them all. */
    static boolean matches(Optional<String> hex, byte[] body, List<String> secrets) {
        byte[] given = hex.flatMap(HmacSignature::decode).orElse(new byte[0]);
        boolean matched = false;
        for (String secret : secrets) {
            matched |= MessageDigest.isEqual(sign(body, secret), given);
        }
        return matched;
    }

    private static byte[] sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<byte[]> decode(String hex) {
        boolean wellFormed = hex.length() == HEX_LENGTH && hex.chars().allMatch(HexFormat::isHexDigit);
        return wellFormed ? Optional.of(HexFormat.of().parseHex(hex)) : Optional.empty();
    }
}
