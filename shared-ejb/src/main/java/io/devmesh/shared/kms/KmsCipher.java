package io.devmesh.shared.kms;

import java.util.Map;

/** Encrypts and decrypts a few bytes by AWS KMS. Both methods throw {@link KmsException}, and wait for some seconds at most. */
public interface KmsCipher {
    /**
     * What was encrypted.
     *
     * @param keyArn of the key that did it, whatever alias it was named by
     * @param ciphertext not to be changed
     */
    record Sealed(String keyArn, byte[] ciphertext) {}

    /**
     * Encrypts {@code plain}.
     *
     * @param keyId id or ARN of a key or alias
     * @param context what must be the same when it is decrypted; AWS logs it
     */
    Sealed encrypt(String keyId, byte[] plain, Map<String, String> context);

    /** What {@code keyArn} encrypted with the same {@code context}. */
    byte[] decrypt(String keyArn, byte[] ciphertext, Map<String, String> context);
}
