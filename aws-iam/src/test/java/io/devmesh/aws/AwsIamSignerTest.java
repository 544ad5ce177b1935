package io.devmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.iam.IamCacheUser;
import io.devmesh.shared.iam.IamDatabaseUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class AwsIamSignerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final IamCacheUser EDGE = new IamCacheUser("devmesh-cache", "edge-mcp", "eu-central-1", false);
    private static final IamDatabaseUser DATABASE =
            new IamDatabaseUser("devmesh.abc.eu-central-1.rds.amazonaws.com", 5432, "devmesh", "eu-central-1");
    private static final IssuedCredentials LASTING =
            new IssuedCredentials("AKIAEXAMPLE", "secret/example+key", Optional.empty());
    private static final IssuedCredentials TEMPORARY = IssuedCredentials.temporary("FIRST");

    private final AtomicReference<IssuedCredentials> current = new AtomicReference<>(LASTING);
    private final AwsIamSigner signer = new AwsIamSigner(CLOCK, () -> sdk(current.get()));

    @Test
    void cacheTokenIsAccepted() {
        assertThat(refusal(CLOCK, LASTING, EDGE)).isEmpty();
        assertThat(signer.elastiCacheToken(EDGE)).startsWith("devmesh-cache/?").contains("X-Amz-Expires=900");
    }

    @Test
    void databaseTokenIsAccepted() {
        String token = signer.databaseToken(DATABASE);

        assertThat(new SigV4Verifier(CLOCK, LASTING).refusal(token, ExpectedLogin.of(DATABASE)))
                .isEmpty();
        assertThat(token)
                .startsWith("devmesh.abc.eu-central-1.rds.amazonaws.com:5432/?")
                .contains("X-Amz-Expires=900");
    }

    @Test
    void userWithUnusualCharactersIsAccepted() {
        IamCacheUser unusual = new IamCacheUser("devmesh-cache", "edge mcp+ä/~&=%", "eu-central-1", false);

        assertThat(refusal(CLOCK, LASTING, unusual)).isEmpty();
    }

    @Test
    void serverlessTokenNamesItsResourceType() {
        IamCacheUser serverless = new IamCacheUser("devmesh-cache", "edge-mcp", "eu-central-1", true);

        assertThat(signer.elastiCacheToken(serverless)).contains("&ResourceType=ServerlessCache");
        assertThat(refusal(CLOCK, LASTING, serverless)).isEmpty();
        assertThat(new SigV4Verifier(CLOCK, LASTING)
                        .refusal(signer.elastiCacheToken(EDGE), ExpectedLogin.of(serverless)))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("request"));
    }

    @Test
    void sessionTokenOfTemporaryCredentialsIsPartOfTheToken() {
        current.set(TEMPORARY);

        assertThat(signer.elastiCacheToken(EDGE)).contains("X-Amz-Security-Token=session%2Ftoken%2Bof%3DFIRST");
        assertThat(refusal(CLOCK, TEMPORARY, EDGE)).isEmpty();
    }

    @Test
    void anotherSecretIsRefused() {
        IssuedCredentials another = new IssuedCredentials("AKIAEXAMPLE", "another", Optional.empty());

        assertThat(refusal(CLOCK, another, EDGE)).hasValue("signature: does not match");
    }

    @Test
    void anotherSessionTokenIsRefused() {
        current.set(TEMPORARY);

        assertThat(refusal(
                        CLOCK,
                        new IssuedCredentials(
                                TEMPORARY.accessKeyId(), TEMPORARY.secretAccessKey(), Optional.of("another")),
                        EDGE))
                .hasValue("session token");
    }

    @Test
    void anotherUserIsRefused() {
        String tampered = signer.elastiCacheToken(EDGE).replace("User=edge-mcp", "User=worker");
        IamCacheUser worker = new IamCacheUser("devmesh-cache", "worker", "eu-central-1", false);
        SigV4Verifier verifier = new SigV4Verifier(CLOCK, LASTING);

        assertThat(verifier.refusal(tampered, ExpectedLogin.of(worker))).hasValue("signature: does not match");
        assertThat(verifier.refusal(tampered, ExpectedLogin.of(EDGE)))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("request"));
    }

    @Test
    void anotherCacheOrRegionOrServiceIsRefused() {
        SigV4Verifier verifier = new SigV4Verifier(CLOCK, LASTING);
        String token = signer.elastiCacheToken(EDGE);
        ExpectedLogin login = ExpectedLogin.of(EDGE);

        assertThat(verifier.refusal(
                        token, ExpectedLogin.of(new IamCacheUser("other", "edge-mcp", "eu-central-1", false))))
                .hasValue("host: devmesh-cache");
        assertThat(verifier.refusal(
                        token, ExpectedLogin.of(new IamCacheUser("devmesh-cache", "edge-mcp", "us-east-1", false))))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("credential"));
        assertThat(verifier.refusal(
                        token, new ExpectedLogin(login.host(), "memorydb", login.region(), login.parameters())))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("credential"));
    }

    @Test
    void tokenIsGoodFor900Seconds() {
        assertThat(refusal(Clock.offset(CLOCK, Duration.ofMinutes(15)), LASTING, EDGE))
                .isEmpty();
        assertThat(refusal(Clock.offset(CLOCK, Duration.ofSeconds(901)), LASTING, EDGE))
                .hasValue("time: expired");
        assertThat(refusal(Clock.offset(CLOCK, Duration.ofSeconds(-301)), LASTING, EDGE))
                .hasValue("time: not yet valid");
    }

    @Test
    void eachTokenFollowsTheCredentialsOfItsMoment() {
        current.set(TEMPORARY);
        assertThat(refusal(CLOCK, TEMPORARY, EDGE)).isEmpty();

        IssuedCredentials rotated = IssuedCredentials.temporary("SECOND");
        current.set(rotated);

        assertThat(refusal(CLOCK, rotated, EDGE)).isEmpty();
        assertThat(refusal(CLOCK, TEMPORARY, EDGE))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("credential"));
    }

    private Optional<String> refusal(Clock clock, IssuedCredentials known, IamCacheUser user) {
        return new SigV4Verifier(clock, known).refusal(signer.elastiCacheToken(user), ExpectedLogin.of(user));
    }

    private static AwsCredentials sdk(IssuedCredentials issued) {
        return issued.sessionToken()
                .<AwsCredentials>map(session ->
                        AwsSessionCredentials.create(issued.accessKeyId(), issued.secretAccessKey(), session))
                .orElseGet(() -> AwsBasicCredentials.create(issued.accessKeyId(), issued.secretAccessKey()));
    }
}
