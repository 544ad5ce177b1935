package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devmesh.shared.iam.IamCacheUser;
import io.devmesh.shared.iam.IamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pod is given by IRSA or by Pod Identity is found by AWS's default chain. */
class DefaultChainTest {
    private static final IamCacheUser EDGE = new IamCacheUser("devmesh-cache", "edge-mcp", "eu-central-1", false);
    private static final String ROLE = "arn:aws:iam::123456789012:role/edge-mcp";
    private static final String POD_TOKEN = "pod.token.of-the-cluster";
    private static final IssuedCredentials FIRST = IssuedCredentials.temporary("FIRST");
    private static final IssuedCredentials SECOND = IssuedCredentials.temporary("SECOND");

    private final AwsProperties properties = new AwsProperties();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreProperties() {
        properties.close();
    }

    @Test
    void signsWithWhatStsGivesForTheWebIdentity() throws IOException {
        try (StsStandIn sts = new StsStandIn(ROLE, POD_TOKEN, () -> FIRST, inAnHour())) {
            useWebIdentity(sts, POD_TOKEN);
            AwsIamSigner signer = new AwsIamSigner();

            assertAccepted(signer, FIRST);
            assertAccepted(signer, FIRST);
            assertThat(sts.requests()).isEqualTo(1);
        }
    }

    @Test
    void asksStsAnewWhereItsCredentialsAreAboutToEnd() throws IOException {
        Iterator<IssuedCredentials> issues = List.of(FIRST, SECOND).iterator();
        Instant soon = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
        try (StsStandIn sts = new StsStandIn(ROLE, POD_TOKEN, issues::next, soon)) {
            useWebIdentity(sts, POD_TOKEN);
            AwsIamSigner signer = new AwsIamSigner();

            assertAccepted(signer, FIRST);
            assertAccepted(signer, SECOND);
        }
    }

    @Test
    void signsWithWhatThePodIdentityAgentGives() throws IOException {
        try (PodIdentityStandIn agent = new PodIdentityStandIn(POD_TOKEN, FIRST, inAnHour())) {
            usePodIdentity(agent, POD_TOKEN);

            assertAccepted(new AwsIamSigner(), FIRST);
        }
    }

    @Test
    void saysWhatToCheckWhereThereAreNoCredentials() {
        assertTellsWhatToCheck(refused());
    }

    @Test
    void saysWhatToCheckWhereStsRefusesAndKeepsThePodTokenSecret() throws IOException {
        try (StsStandIn sts = new StsStandIn(ROLE, POD_TOKEN, () -> FIRST, inAnHour())) {
            useWebIdentity(sts, "another.token.of-the-cluster");

            IamException refused = refused();
            assertTellsWhatToCheck(refused);
            assertThat(refused).hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }
    }

    @Test
    void saysWhatToCheckWhereThePodIdentityAgentRefuses() throws IOException {
        try (PodIdentityStandIn agent = new PodIdentityStandIn(POD_TOKEN, FIRST, inAnHour())) {
            usePodIdentity(agent, "another.token.of-the-cluster");

            assertTellsWhatToCheck(refused());
        }
    }

    private static IamException refused() {
        return catchThrowableOfType(IamException.class, () -> new AwsIamSigner().elastiCacheToken(EDGE));
    }

    private static void assertTellsWhatToCheck(IamException refused) {
        assertThat(refused)
                .hasNoCause()
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(500)
                .contains(
                        "AWS_ROLE_ARN",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        "AWS_REGION")
                .doesNotContain("another.token");
    }

    private static void assertAccepted(AwsIamSigner signer, IssuedCredentials issued) {
        assertThat(new SigV4Verifier(Clock.systemUTC(), issued)
                        .refusal(signer.elastiCacheToken(EDGE), ExpectedLogin.of(EDGE)))
                .isEmpty();
    }

    private void useWebIdentity(StsStandIn sts, String token) throws IOException {
        properties
                .set("aws.roleArn", ROLE)
                .set("aws.webIdentityTokenFile", file(token))
                .set("aws.region", "eu-central-1")
                .set("aws.endpointUrlSts", sts.address().toString());
    }

    private void usePodIdentity(PodIdentityStandIn agent, String token) throws IOException {
        properties
                .set("aws.containerCredentialsFullUri", agent.address().toString())
                .set("aws.containerAuthorizationTokenFile", file(token));
    }

    private String file(String token) throws IOException {
        return Files.writeString(folder.resolve("token"), token, UTF_8).toString();
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
    }
}
