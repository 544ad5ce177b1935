package io.devmesh.shared.iam;

/**
 * Who logs in to an ElastiCache cache by IAM.
 *
 * @param cacheName the replication group's id or the serverless cache's name, in lower case as AWS keeps it; not its address
 * @param userId the ElastiCache user's id, which for IAM is its name too
 * @param region where the cache is, such as {@code eu-central-1}
 * @param serverless true for a serverless cache, whose token says so
 */
public record IamCacheUser(String cacheName, String userId, String region, boolean serverless) {
    public IamCacheUser {
        Blank.refuse("cacheName", cacheName);
        Blank.refuse("userId", userId);
        Blank.refuse("region", region);
    }
}
