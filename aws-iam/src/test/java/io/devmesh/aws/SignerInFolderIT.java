package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.devmesh.shared.iam.IamCacheUser;
import io.devmesh.shared.iam.IamSigner;
import io.devmesh.shared.iam.IamSigners;
import io.devmesh.shared.kms.KmsConfig;
import io.devmesh.shared.kms.KmsRoundTrip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The built folder of libraries serves a program that has none of them on its class path, as both services are. */
class SignerInFolderIT {
    private static final Path LIBRARIES = Path.of(System.getProperty("aws.directory"));
    private static final IamCacheUser EDGE = new IamCacheUser("devmesh-cache", "edge-mcp", "eu-central-1", false);
    private static final String ROLE = "arn:aws:iam::123456789012:role/edge-mcp";
    private static final String POD_TOKEN = "pod.token.of-the-cluster";

    @TempDir
    private Path folder;

    @Test
    void librariesAreNotOnTheClassPath() {
        for (String name : new String[] {
            "io.devmesh.aws.AwsIamSigner",
            "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner",
            "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient"
        }) {
            assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(name));
        }
    }

    @Test
    void signsWithLibrariesOfTheFolder() throws IOException {
        IssuedCredentials issued = IssuedCredentials.temporary("FIRST");
        Instant inAnHour = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        try (StsStandIn sts = new StsStandIn(ROLE, POD_TOKEN, () -> issued, inAnHour);
                AwsProperties properties = new AwsProperties()) {
            properties
                    .set("aws.roleArn", ROLE)
                    .set(
                            "aws.webIdentityTokenFile",
                            Files.writeString(folder.resolve("token"), POD_TOKEN, UTF_8)
                                    .toString())
                    .set("aws.region", "eu-central-1")
                    .set("aws.endpointUrlSts", sts.address().toString());

            String token = IamSigners.load(Optional.of(LIBRARIES)).elastiCacheToken(EDGE);

            assertThat(new SigV4Verifier(Clock.systemUTC(), issued).refusal(token, ExpectedLogin.of(EDGE)))
                    .isEmpty();
        }
    }

    @Test
    void encryptsWithLibrariesOfTheFolder() {
        IssuedCredentials issued = IssuedCredentials.temporary("KMS");
        try (KmsStandIn kms = new KmsStandIn(issued, "eu-central-1");
                AwsProperties properties = new AwsProperties()) {
            properties
                    .set("aws.accessKeyId", issued.accessKeyId())
                    .set("aws.secretAccessKey", issued.secretAccessKey())
                    .set("aws.sessionToken", issued.sessionToken().orElseThrow())
                    .set("aws.endpointUrlKms", kms.address().toString());
            String key = kms.create("alias/devmesh");

            assertThat(KmsRoundTrip.of(KmsConfig.cipher(Optional.of(LIBRARIES)), key))
                    .isEqualTo(key);
        }
    }

    @Test
    void opensTheFolderOnce() {
        IamSigner signer = IamSigners.load(Optional.of(LIBRARIES));

        assertThat(IamSigners.load(Optional.of(LIBRARIES))).isSameAs(signer);
        assertThat(KmsConfig.cipher(Optional.of(LIBRARIES)).getClass().getClassLoader())
                .isSameAs(signer.getClass().getClassLoader());
    }

    @Test
    void librariesLogThroughTheService() throws ReflectiveOperationException {
        ClassLoader libraries =
                IamSigners.load(Optional.of(LIBRARIES)).getClass().getClassLoader();

        assertThat(libraries.loadClass("org.slf4j.Logger")).isSameAs(Logger.class);
    }

    @Test
    void folderHoldsNothingThatTheServicesHave() throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .contains("aws-iam.jar", "kms.jar", "sts.jar", "url-connection-client.jar")
                    .noneMatch(name -> name.matches("(shared-ejb|slf4j|jackson|jedis|httpclient|netty).*"));
        }
    }
}
