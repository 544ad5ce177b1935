package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC, compared in constant time. */
final class HmacSignature {
    static final String SHA256 = "HmacSHA256";

    private HmacSignature() {}

    /** Whether one of {@code signatures} is over {@code parts}, one after the other, under one of {@code secrets}; tries all. */
    static boolean matches(List<byte[]> signatures, List<String> secrets, byte[]... parts) {
        List<byte[]> keys =
                secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList();
        return matches(SHA256, signatures, keys, parts);
    }

    static boolean matches(String algorithm, List<byte[]> signatures, List<byte[]> keys, byte[]... parts) {
        boolean matched = false;
        for (byte[] key : keys) {
            byte[] made = sign(algorithm, key, parts);
            for (byte[] signature : signatures) {
                matched |= MessageDigest.isEqual(made, signature);
            }
        }
        return matched;
    }

    private static byte[] sign(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
