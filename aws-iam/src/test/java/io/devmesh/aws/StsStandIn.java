package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.function.Supplier;

/** In the place of AWS's Security Token Service: gives credentials for a web identity token, as IRSA asks for them. */
public final class StsStandIn implements AutoCloseable {
    private final String roleArn;
    private final String webIdentityToken;
    private final Supplier<IssuedCredentials> issues;
    private final Instant expiration;
    private final StandInServer server;

    /**
     * Runs from here on.
     *
     * @param roleArn the one role
     * @param webIdentityToken what a pod must show
     * @param issues asked for each answer
     * @param expiration of the credentials
     */
    public StsStandIn(String roleArn, String webIdentityToken, Supplier<IssuedCredentials> issues, Instant expiration) {
        this.roleArn = roleArn;
        this.webIdentityToken = webIdentityToken;
        this.issues = issues;
        this.expiration = expiration;
        this.server = new StandInServer(this::answer);
    }

    /** For AWS_ENDPOINT_URL_STS. */
    public URI address() {
        return server.address();
    }

    /** How often it was asked. */
    public int requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.close();
    }

    private StandInServer.Answer answer(StandInServer.Request request) {
        String form = "&" + request.body() + "&";
        boolean allowed = form.contains("&Action=AssumeRoleWithWebIdentity&")
                && form.contains("&RoleArn=" + URLEncoder.encode(roleArn, UTF_8) + "&")
                && form.contains("&WebIdentityToken=" + URLEncoder.encode(webIdentityToken, UTF_8) + "&");
        return allowed
                ? new StandInServer.Answer(200, "text/xml", credentials(issues.get()))
                : new StandInServer.Answer(403, "text/xml", """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error>
                    <Type>Sender</Type>
                    <Code>AccessDenied</Code>
                    <Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>
                  </Error>
                  <RequestId>stand-in</RequestId>
                </ErrorResponse>
                """);
    }

    private String credentials(IssuedCredentials issued) {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>%s</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                  <ResponseMetadata><RequestId>stand-in</RequestId></ResponseMetadata>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(
                        issued.accessKeyId(),
                        issued.secretAccessKey(),
                        issued.sessionToken().orElseThrow(),
                        expiration);
    }
}
