package io.devmesh.shared.iam;

/**
 * Who logs in to an RDS database by IAM.
 *
 * @param host the address of the instance, cluster or proxy as AWS names it: it is signed, so an alias of one's own does not do
 * @param port where the database listens
 * @param user the PostgreSQL role
 * @param region where the database is, such as {@code eu-central-1}
 */
public record IamDatabaseUser(String host, int port, String user, String region) {
    public IamDatabaseUser {
        Blank.refuse("host", host);
        Blank.refuse("user", user);
        Blank.refuse("region", region);
    }
}
