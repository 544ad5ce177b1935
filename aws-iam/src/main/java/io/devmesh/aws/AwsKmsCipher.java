package io.devmesh.aws;

import io.devmesh.shared.kms.KmsCipher;
import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsTrouble;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;

/** By KMS in the region that an ARN names, else in that of AWS's default chain, which also has the credentials. */
public final class AwsKmsCipher implements KmsCipher {
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final String DEFAULT_REGION = "";
    private static final int REGION_IN_ARN = 3;

    private final AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(ATTEMPT)
            .socketTimeout(ATTEMPT)
            .build();
    private final Map<String, KmsClient> clients = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public AwsKmsCipher() {}

    @Override
    public Sealed encrypt(String keyId, byte[] plain, Map<String, String> context) {
        EncryptRequest request = EncryptRequest.builder()
                .keyId(keyId)
                .plaintext(SdkBytes.fromByteArray(plain))
                .encryptionContext(context)
                .build();
        EncryptResponse response = call(keyId, kms -> kms.encrypt(request));
        return new Sealed(response.keyId(), response.ciphertextBlob().asByteArray());
    }

    @Override
    public byte[] decrypt(String keyArn, byte[] ciphertext, Map<String, String> context) {
        DecryptRequest request = DecryptRequest.builder()
                .keyId(keyArn)
                .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                .encryptionContext(context)
                .build();
        return call(keyArn, kms -> kms.decrypt(request)).plaintext().asByteArray();
    }

    private <T> T call(String keyId, Function<KmsClient, T> operation) {
        KmsClient kms = client(keyId.startsWith("arn:") ? keyId.split(":", -1)[REGION_IN_ARN] : DEFAULT_REGION);
        requireCredentials();
        try {
            return operation.apply(kms);
        } catch (AwsServiceException refused) {
            throw KmsRefusal.of(refused);
        } catch (SdkException unanswered) {
            throw new KmsException(KmsTrouble.AWAY, OneLine.of(unanswered.getMessage()));
        }
    }

    private KmsClient client(String region) {
        try {
            return clients.computeIfAbsent(region, this::build);
        } catch (SdkClientException noRegion) {
            throw new KmsException(KmsTrouble.NO_REGION, OneLine.of(noRegion.getMessage()));
        }
    }

    private KmsClient build(String region) {
        KmsClientBuilder builder = KmsClient.builder()
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(calls -> calls.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .retryStrategy(RetryMode.STANDARD));
        return (region.equals(DEFAULT_REGION) ? builder : builder.region(Region.of(region))).build();
    }

    /** They are remembered; apart from the call, whose failure would not tell which it was. */
    private void requireCredentials() {
        try {
            var unused = credentials.resolveCredentials();
        } catch (SdkException none) {
            throw new KmsException(KmsTrouble.NO_CREDENTIALS, "none were found" + MissingCredentials.text(none));
        }
    }
}
