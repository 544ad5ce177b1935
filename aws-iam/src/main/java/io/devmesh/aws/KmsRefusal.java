package io.devmesh.aws;

import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsTrouble;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What an error of KMS means for us. */
final class KmsRefusal {
    private static final int SERVER_ERRORS = 500;

    private static final Map<String, KmsTrouble> TROUBLES = Map.ofEntries(
            Map.entry("AccessDeniedException", KmsTrouble.ACCESS_DENIED),
            Map.entry("NotFoundException", KmsTrouble.NOT_FOUND),
            Map.entry("DisabledException", KmsTrouble.DISABLED),
            Map.entry("KMSInvalidStateException", KmsTrouble.DISABLED),
            Map.entry("InvalidCiphertextException", KmsTrouble.FOREIGN_CIPHERTEXT),
            Map.entry("IncorrectKeyException", KmsTrouble.FOREIGN_CIPHERTEXT),
            Map.entry("UnrecognizedClientException", KmsTrouble.NO_CREDENTIALS),
            Map.entry("InvalidSignatureException", KmsTrouble.NO_CREDENTIALS),
            Map.entry("ExpiredTokenException", KmsTrouble.NO_CREDENTIALS),
            Map.entry("IncompleteSignatureException", KmsTrouble.NO_CREDENTIALS),
            Map.entry("MissingAuthenticationTokenException", KmsTrouble.NO_CREDENTIALS),
            Map.entry("KeyUnavailableException", KmsTrouble.AWAY),
            Map.entry("DependencyTimeoutException", KmsTrouble.AWAY));

    private KmsRefusal() {}

    static KmsException of(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        boolean passes = refused.isThrottlingException() || refused.statusCode() >= SERVER_ERRORS;
        KmsTrouble other = passes ? KmsTrouble.AWAY : KmsTrouble.REFUSED;
        String said = details == null ? refused.getMessage() : details.errorMessage();
        return new KmsException(TROUBLES.getOrDefault(code, other), OneLine.of(code + ": " + said));
    }
}
