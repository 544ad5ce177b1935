package io.devmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The worked example of AWS's documentation: a GET of ListUsers from IAM on 2015-08-30. */
class SigV4Test {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String SCOPE = "20150830/us-east-1/iam/aws4_request";

    @Test
    void derivesTheSigningKeyOfAwsExample() {
        assertThat(HexFormat.of().formatHex(SigV4.signingKey(SECRET, SCOPE)))
                .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    }

    @Test
    void computesTheSignatureOfAwsExample() {
        String stringToSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                "20150830T123600Z",
                SCOPE,
                "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");

        assertThat(SigV4.signature(SigV4.signingKey(SECRET, SCOPE), stringToSign))
                .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }
}
