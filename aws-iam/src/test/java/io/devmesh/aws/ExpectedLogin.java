package io.devmesh.aws;

import io.devmesh.shared.iam.IamCacheUser;
import io.devmesh.shared.iam.IamDatabaseUser;
import java.util.Map;

/**
 * What a token must be for.
 *
 * @param host the signed host, with its port where that is no standard one
 * @param service AWS's name of it for signing
 * @param region AWS's region
 * @param parameters all of the query that is not about the signature
 */
public record ExpectedLogin(String host, String service, String region, Map<String, String> parameters) {
    public ExpectedLogin {
        parameters = Map.copyOf(parameters);
    }

    public static ExpectedLogin of(IamCacheUser user) {
        Map<String, String> parameters = user.serverless()
                ? Map.of("Action", "connect", "User", user.userId(), "ResourceType", "ServerlessCache")
                : Map.of("Action", "connect", "User", user.userId());
        return new ExpectedLogin(user.cacheName(), "elasticache", user.region(), parameters);
    }

    public static ExpectedLogin of(IamDatabaseUser user) {
        return new ExpectedLogin(
                user.host() + ":" + user.port(),
                "rds-db",
                user.region(),
                Map.of("Action", "connect", "DBUser", user.user()));
    }
}
