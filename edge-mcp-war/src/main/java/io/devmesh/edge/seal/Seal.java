package io.devmesh.edge.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM. The text is Base64url without padding of one byte for the key's number, 12 bytes of nonce, and the
 * ciphertext with its tag.
 */
@ApplicationScoped
public class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    private final Supplier<SealingKeys> keys;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<SealingKeys> known = new AtomicReference<>(SealingKeys.NONE);

    Seal() {
        this(() -> SealingKeys.NONE);
    }

    @Inject
    Seal(SealingKeyRepository keys) {
        this(keys::all);
    }

    Seal(Supplier<SealingKeys> keys) {
        this.keys = keys;
    }

    /**
     * Throws JdbiException where the keys were never read and PostgreSQL is away.
     *
     * @param binding what must be the same when it is opened: the purpose and the owner
     */
    public String seal(byte[] content, String binding) {
        SealingKeys all = keys();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, all.newest(), nonce, content, binding)
                .orElseThrow(() -> new IllegalStateException("AES-GCM refused to encrypt"));
        return TO_TEXT.encodeToString(ByteBuffer.allocate(1 + nonce.length + sealed.length)
                .put((byte) all.newestNumber())
                .put(nonce)
                .put(sealed)
                .array());
    }

    /** The content; empty for whatever was not sealed by us with that binding. */
    public Optional<byte[]> open(String sealed, String binding) {
        byte[] bytes;
        try {
            bytes = FROM_TEXT.decode(sealed);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length < 1 + NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int number = Byte.toUnsignedInt(buffer.get());
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        return keys().find(number).flatMap(key -> crypt(Cipher.DECRYPT_MODE, key, nonce, content, binding));
    }

    private SealingKeys keys() {
        SealingKeys all = known.get();
        if (all.isEmpty()) {
            all = keys.get();
            known.set(all);
        }
        return all;
    }

    private static Optional<byte[]> crypt(int mode, SecretKeySpec key, byte[] nonce, byte[] content, String binding) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(binding.getBytes(UTF_8));
            return Optional.of(cipher.doFinal(content));
        } catch (GeneralSecurityException forged) {
            return Optional.empty();
        }
    }
}
