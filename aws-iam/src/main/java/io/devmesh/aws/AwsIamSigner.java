package io.devmesh.aws;

import io.devmesh.shared.iam.IamCacheUser;
import io.devmesh.shared.iam.IamDatabaseUser;
import io.devmesh.shared.iam.IamSigner;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Presigns by Signature Version 4 with whatever AWS's default chain has: IRSA, Pod Identity, the environment. */
public final class AwsIamSigner implements IamSigner {
    /** The longest that either service accepts. */
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final Clock clock;
    private final AwsCredentialsProvider credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** For {@link java.util.ServiceLoader}: the system's clock, AWS's default chain of credentials. */
    public AwsIamSigner() {
        this(Clock.systemUTC(), DefaultCredentialsProvider.builder().build());
    }

    AwsIamSigner(Clock clock, AwsCredentialsProvider credentials) {
        this.clock = clock;
        this.credentials = credentials;
    }

    @Override
    public String elastiCacheToken(IamCacheUser user) {
        SdkHttpRequest.Builder connect = connect("http", user.cacheName()).putRawQueryParameter("User", user.userId());
        if (user.serverless()) {
            connect.putRawQueryParameter("ResourceType", "ServerlessCache");
        }
        return token(connect.build(), "elasticache", user.region());
    }

    @Override
    public String databaseToken(IamDatabaseUser user) {
        SdkHttpRequest connect = connect("https", user.host())
                .port(user.port())
                .putRawQueryParameter("DBUser", user.user())
                .build();
        return token(connect, "rds-db", user.region());
    }

    private static SdkHttpRequest.Builder connect(String scheme, String host) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(scheme)
                .host(host)
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect");
    }

    private String token(SdkHttpRequest connect, String service, String region) {
        AwsCredentials current = currentCredentials();
        SdkHttpRequest signed = signer.sign(request -> request.identity(current)
                        .request(connect)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALIDITY)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        return signed.getUri().toString().substring(connect.protocol().length() + "://".length());
    }

    private AwsCredentials currentCredentials() {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException none) {
            throw MissingCredentials.after(none);
        }
    }
}
