package io.devmesh.shared.iam;

public interface IamSigner {
    String elastiCacheToken(IamCacheUser user);

    String databaseToken(IamDatabaseUser user);
}
