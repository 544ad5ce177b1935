package io.devmesh.shared.doctor;

import io.devmesh.shared.kms.KmsCipher;
import io.devmesh.shared.kms.KmsConfig;
import io.devmesh.shared.kms.KmsException;
import io.devmesh.shared.kms.KmsRoundTrip;
import java.util.List;

/** Examines the key of AWS KMS that wraps the tenants' keys: has it encrypt something, and decrypt it again. */
final class KmsDoctor {
    private static final String VARIABLE = KmsConfig.VARIABLE;

    private final String keyId;
    private final KmsCipher cipher;

    KmsDoctor(String keyId, KmsCipher cipher) {
        this.keyId = keyId;
        this.cipher = cipher;
    }

    List<Finding> examine() {
        Findings findings = new Findings("kms");
        try {
            String arn = KmsRoundTrip.of(cipher, keyId);
            findings.ok(Code.KMS__KEY, arn + " encrypts and decrypts");
        } catch (KmsException failure) {
            String seen = failure.getMessage();
            switch (failure.trouble()) {
                case NO_CREDENTIALS ->
                    findings.error(
                            Code.KMS__NO_CREDENTIALS,
                            seen,
                            "This pod has no AWS identity to use KMS with",
                            "annotate its service account with eks.amazonaws.com/role-arn (IRSA) or make a Pod Identity"
                                    + " association");
                case NO_REGION ->
                    findings.error(
                            Code.KMS__NO_REGION,
                            seen,
                            "No AWS region is known to look for the key in",
                            "set AWS_REGION, or " + VARIABLE + " to the key's whole ARN");
                case ACCESS_DENIED ->
                    findings.error(
                            Code.KMS__ACCESS_DENIED,
                            seen,
                            "This pod's role may not use the key " + keyId,
                            "allow it kms:Encrypt and kms:Decrypt, in its policy and in the key's");
                case NOT_FOUND ->
                    findings.error(
                            Code.KMS__NOT_FOUND,
                            seen,
                            "KMS has no key " + keyId + " in this account and region",
                            "set " + VARIABLE + ", or AWS_REGION where it is another one");
                case DISABLED ->
                    findings.error(
                            Code.KMS__DISABLED,
                            seen,
                            "The key " + keyId + " is disabled, or about to be deleted",
                            "enable it: without it no secret can be read once the services have forgotten it");
                case AWAY ->
                    findings.error(
                            Code.KMS__AWAY,
                            seen,
                            "KMS does not answer",
                            "let the pods reach kms.REGION.amazonaws.com:443, or make a VPC endpoint for it");
                case FOREIGN_CIPHERTEXT, REFUSED ->
                    findings.error(
                            Code.KMS__REFUSED,
                            seen,
                            "KMS does not encrypt and decrypt with the key " + keyId,
                            "see what was seen; the key has to be a symmetric one for ENCRYPT_DECRYPT");
            }
        }
        return findings.list();
    }
}
