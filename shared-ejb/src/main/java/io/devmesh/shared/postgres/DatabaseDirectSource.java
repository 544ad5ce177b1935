package io.devmesh.shared.postgres;

import io.devmesh.shared.iam.IamException;
import io.devmesh.shared.iam.IamSigners;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Connections as Liberty's data source makes them, without a pool and without Liberty. */
public final class DatabaseDirectSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final transient DatabaseConfig config;

    /** Connects to nothing yet. */
    public DatabaseDirectSource(DatabaseConfig config) {
        this.config = config;
        setServerNames(new String[] {config.host()});
        setPortNumbers(new int[] {config.port()});
        setDatabaseName(config.name());
        setTargetServerType("primary");
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
