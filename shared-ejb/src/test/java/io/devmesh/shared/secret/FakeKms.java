package io.devmesh.shared.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.kms.KmsCipher;
import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsTrouble;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** KMS without a network: every key encrypts, and the ciphertext says what with. */
final class FakeKms implements KmsCipher {
    private static final String ACCOUNT = "arn:aws:kms:eu-central-1:123456789012:key/";

    private Optional<KmsTrouble> trouble = Optional.empty();
    private int decryptions;

    static String arn(String keyId) {
        return keyId.startsWith("arn:") ? keyId : ACCOUNT + keyId.replace("alias/", "of-");
    }

    void fails(KmsTrouble why) {
        trouble = Optional.of(why);
    }

    void works() {
        trouble = Optional.empty();
    }

    int decryptions() {
        return decryptions;
    }

    @Override
    public Sealed encrypt(String keyId, byte[] plain, Map<String, String> context) {
        check();
        return new Sealed(
                arn(keyId), (label(arn(keyId), context) + HexFormat.of().formatHex(plain)).getBytes(UTF_8));
    }

    @Override
    public byte[] decrypt(String keyArn, byte[] ciphertext, Map<String, String> context) {
        decryptions++;
        check();
        String label = label(keyArn, context);
        String text = new String(ciphertext, UTF_8);
        if (!text.startsWith(label)) {
            throw new KmsException(KmsTrouble.FOREIGN_CIPHERTEXT, "another key or context");
        }
        return HexFormat.of().parseHex(text.substring(label.length()));
    }

    private static String label(String arn, Map<String, String> context) {
        return arn + new TreeMap<>(context) + "|";
    }

    private void check() {
        trouble.ifPresent(why -> {
            throw new KmsException(why, "as the test wants it");
        });
    }
}
