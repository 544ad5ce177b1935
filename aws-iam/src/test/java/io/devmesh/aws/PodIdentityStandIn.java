package io.devmesh.aws;

import java.net.URI;
import java.time.Instant;

/** In the place of the EKS Pod Identity agent: gives credentials to whoever shows the pod's token. */
public final class PodIdentityStandIn implements AutoCloseable {
    private final String token;
    private final IssuedCredentials issued;
    private final Instant expiration;
    private final StandInServer server;

    /** Runs from here on. */
    public PodIdentityStandIn(String token, IssuedCredentials issued, Instant expiration) {
        this.token = token;
        this.issued = issued;
        this.expiration = expiration;
        this.server = new StandInServer(this::answer);
    }

    /** For AWS_CONTAINER_CREDENTIALS_FULL_URI. */
    public URI address() {
        return server.address().resolve("/v1/credentials");
    }

    @Override
    public void close() {
        server.close();
    }

    private StandInServer.Answer answer(StandInServer.Request request) {
        if (!request.authorization().equals(token)) {
            return new StandInServer.Answer(
                    401, "application/json", "{\"code\":\"AccessDenied\",\"message\":\"wrong token\"}");
        }
        return new StandInServer.Answer(200, "application/json", """
                {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}
                """.formatted(
                        issued.accessKeyId(),
                        issued.secretAccessKey(),
                        issued.sessionToken().orElseThrow(),
                        expiration));
    }
}
