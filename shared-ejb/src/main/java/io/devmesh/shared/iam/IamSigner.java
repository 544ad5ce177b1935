package io.devmesh.shared.iam;

/**
 * Makes the tokens that stand for a password where ElastiCache or RDS authenticates by IAM. Each call signs anew with the
 * credentials of that moment, locally except where these must be renewed first; a token is good for a login within 900 s,
 * and for less where its credentials end earlier. So ask for one for each new connection, and keep none.
 *
 * <p>Both methods throw {@link IamException} where there are no credentials to sign with.
 */
public interface IamSigner {
    /** The password of {@code user} for AUTH or HELLO: a presigned URL without its scheme. */
    String elastiCacheToken(IamCacheUser user);

    /** The password of {@code user} for PostgreSQL: a presigned URL without its scheme. */
    String databaseToken(IamDatabaseUser user);
}
