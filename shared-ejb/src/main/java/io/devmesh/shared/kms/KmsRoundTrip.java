package io.devmesh.shared.kms;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;

/** Whether a key of KMS encrypts and decrypts for us. */
public final class KmsRoundTrip {
    private static final Map<String, String> CONTEXT = Map.of("devmesh-check", "round-trip");
    private static final int BYTES = 32;

    private KmsRoundTrip() {}

    /** The ARN of the key behind {@code keyId}; throws {@link KmsException} where it does not encrypt. */
    public static String keyArn(KmsCipher cipher, String keyId) {
        return cipher.encrypt(keyId, new byte[BYTES], CONTEXT).keyArn();
    }

    /** The same, where it decrypts too. */
    public static String of(KmsCipher cipher, String keyId) {
        byte[] plain = new byte[BYTES];
        new SecureRandom().nextBytes(plain);
        KmsCipher.Sealed sealed = cipher.encrypt(keyId, plain, CONTEXT);
        if (!MessageDigest.isEqual(plain, cipher.decrypt(sealed.keyArn(), sealed.ciphertext(), CONTEXT))) {
            throw new KmsException(KmsTrouble.REFUSED, "what was decrypted is not what was encrypted");
        }
        return sealed.keyArn();
    }
}
