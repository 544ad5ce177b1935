package io.devmesh.tools;

import io.devmesh.shared.iam.IamException;
import io.devmesh.shared.iam.IamSigners;
import io.devmesh.shared.postgres.DatabaseAuth;
import io.devmesh.shared.postgres.DatabaseConfig;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Connections as the services make them, without a pool and without Liberty. */
final class ServiceDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final transient DatabaseConfig config;

    ServiceDataSource(DatabaseConfig config) {
        this.config = config;
        setServerNames(new String[] {config.host()});
        setPortNumbers(new int[] {config.port()});
        setDatabaseName(config.name());
        setSslmode(config.ssl().mode().toString());
        setCurrentSchema("devmesh,public");
        setConnectTimeout((int) config.limits().connectTimeout().toSeconds());
        setLoginTimeout((int) config.limits().connectTimeout().toSeconds());
        setSocketTimeout((int) config.limits().socketTimeout().toSeconds());
        config.ssl().rootCertificate().ifPresent(file -> setSslRootCert(file.toString()));
        if (config.ssl().verifies() && config.ssl().rootCertificate().isEmpty()) {
            setSslfactory(DefaultJavaSSLFactory.class.getName());
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return getConnection(config.user(), password());
        } catch (IamException failure) {
            throw new SQLException(failure.getMessage(), failure);
        }
    }

    private String password() {
        return switch (config.auth()) {
            case DatabaseAuth.Password login -> login.password().get().orElse("");
            case DatabaseAuth.Iam login -> IamSigners.load(login.libraries()).databaseToken(login.user());
        };
    }
}
