package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devmesh.shared.kms.KmsCipher;
import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsRoundTrip;
import io.devmesh.shared.kms.KmsTrouble;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsKmsCipherTest {
    private static final IssuedCredentials ISSUED = IssuedCredentials.temporary("KMS");
    private static final String REGION = "eu-central-1";
    private static final Map<String, String> CONTEXT = Map.of("devmesh-tenant", "acme ä", "devmesh-key", "1");
    private static final byte[] PLAIN = "a key of a tenant".getBytes(UTF_8);

    private final AwsProperties properties = new AwsProperties();
    private final KmsStandIn kms = new KmsStandIn(ISSUED, REGION);
    private final String key = kms.create("alias/devmesh");
    private final AwsKmsCipher cipher = new AwsKmsCipher();

    @BeforeEach
    void useStandIn() {
        properties.set("aws.endpointUrlKms", kms.address().toString()).set("aws.region", REGION);
        use(ISSUED);
    }

    @AfterEach
    void stop() {
        properties.close();
        kms.close();
    }

    @Test
    void encryptsByAnAliasAndDecryptsByTheKeyThatItNamed() {
        KmsCipher.Sealed sealed = cipher.encrypt("alias/devmesh", PLAIN, CONTEXT);

        assertThat(sealed.keyArn()).isEqualTo(key);
        assertThat(new String(sealed.ciphertext(), UTF_8)).doesNotContain("a key of a tenant");
        assertThat(cipher.decrypt(sealed.keyArn(), sealed.ciphertext(), CONTEXT))
                .isEqualTo(PLAIN);
        assertThat(kms.calls())
                .containsExactly(
                        new KmsStandIn.Call("Encrypt", "alias/devmesh", CONTEXT),
                        new KmsStandIn.Call("Decrypt", key, CONTEXT));
    }

    @Test
    void decryptsWhatAKeyEncryptedAfterItsAliasNamesAnother() {
        KmsCipher.Sealed sealed = cipher.encrypt("alias/devmesh", PLAIN, CONTEXT);
        String next = kms.create("alias/devmesh");

        assertThat(KmsRoundTrip.of(cipher, "alias/devmesh")).isEqualTo(next);
        assertThat(cipher.decrypt(key, sealed.ciphertext(), CONTEXT)).isEqualTo(PLAIN);
    }

    @Test
    void findsTheRegionInAnArn() {
        properties.set("aws.region", "us-east-1");

        assertThat(KmsRoundTrip.of(cipher, key)).isEqualTo(key);
        assertThat(refused("alias/devmesh").trouble())
                .as("which is not in that region")
                .isEqualTo(KmsTrouble.NO_CREDENTIALS);
    }

    @Test
    void refusesACiphertextOfAnotherTenant() {
        KmsCipher.Sealed sealed = cipher.encrypt(key, PLAIN, CONTEXT);

        KmsException refused = catchThrowableOfType(
                KmsException.class,
                () -> cipher.decrypt(key, sealed.ciphertext(), Map.of("devmesh-tenant", "other", "devmesh-key", "1")));

        assertThat(refused.trouble()).isEqualTo(KmsTrouble.FOREIGN_CIPHERTEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "400, AccessDeniedException, ACCESS_DENIED",
        "400, NotFoundException, NOT_FOUND",
        "400, DisabledException, DISABLED",
        "400, KMSInvalidStateException, DISABLED",
        "400, IncorrectKeyException, FOREIGN_CIPHERTEXT",
        "400, ExpiredTokenException, NO_CREDENTIALS",
        "400, InvalidKeyUsageException, REFUSED",
        "400, ThrottlingException, AWAY",
        "500, KMSInternalException, AWAY",
        "503, DependencyTimeoutException, AWAY",
    })
    void tellsWhatAnErrorMeans(int status, String code, KmsTrouble meaning) {
        kms.fails(status, code, "As it was\nsaid");

        assertThat(refused("alias/devmesh"))
                .returns(meaning, KmsException::trouble)
                .hasMessageContaining(code + ": As it was said")
                .hasMessageNotContaining(ISSUED.secretAccessKey());
    }

    @Test
    void triesAgainWhatMayPass() {
        kms.fails(500, "KMSInternalException", "");

        assertThat(refused(key).trouble()).isEqualTo(KmsTrouble.AWAY);
        assertThat(kms.requests()).isEqualTo(3);
    }

    @Test
    void saysThatCredentialsAreNotAccepted() {
        use(new IssuedCredentials(ISSUED.accessKeyId(), "another", ISSUED.sessionToken()));

        assertThat(refused(key))
                .returns(KmsTrouble.NO_CREDENTIALS, KmsException::trouble)
                .hasMessageContaining("signature: does not match");
    }

    @Test
    void saysWhatToCheckWhereThereAreNoCredentials() {
        properties.clear("aws.accessKeyId").clear("aws.secretAccessKey").clear("aws.sessionToken");

        assertThat(refused(key))
                .returns(KmsTrouble.NO_CREDENTIALS, KmsException::trouble)
                .hasMessageContaining("AWS_WEB_IDENTITY_TOKEN_FILE");
        assertThat(kms.requests()).isZero();
    }

    @Test
    void saysThatNoRegionIsKnown() {
        properties.clear("aws.region");

        assertThat(refused("alias/devmesh").trouble()).isEqualTo(KmsTrouble.NO_REGION);
    }

    @Test
    void waitsSomeSecondsForAKmsThatIsSilent() {
        kms.silence();
        long start = System.nanoTime();

        assertThat(refused(key).trouble()).isEqualTo(KmsTrouble.AWAY);
        assertThat(System.nanoTime() - start).isBetween(1_000_000_000L, 15_000_000_000L);
    }

    @Test
    void saysThatNobodyListens() {
        kms.close();

        assertThat(refused(key).trouble()).isEqualTo(KmsTrouble.AWAY);
    }

    private KmsException refused(String keyId) {
        return catchThrowableOfType(KmsException.class, () -> cipher.encrypt(keyId, PLAIN, CONTEXT));
    }

    private void use(IssuedCredentials credentials) {
        properties
                .set("aws.accessKeyId", credentials.accessKeyId())
                .set("aws.secretAccessKey", credentials.secretAccessKey())
                .set("aws.sessionToken", credentials.sessionToken().orElseThrow());
    }
}
