package io.devmesh.local;

import java.sql.Connection;
import java.sql.SQLException;

/** Tries a database that was given and not started here. */
record JdbcProbe(Database database) {
    void requireServing() {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setReadOnly(true);
        } catch (SQLException failure) {
            throw new StartupException("PostgreSQL at " + database.host() + ":" + database.port() + " does not serve ("
                    + failure.getMessage().lines().findFirst().orElse("")
                    + "): check DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER and DATABASE_PASSWORD,"
                    + " or unset DATABASE_HOST for the embedded one.");
        }
    }
}
