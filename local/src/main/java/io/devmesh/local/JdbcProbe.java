package io.devmesh.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a database by itself. */
record JdbcProbe(Database database) {
    /** Makes a role that logs in, in a database of ours. */
    void makeRole(String name, String password) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
        } catch (SQLException failure) {
            throw new StartupException("PostgreSQL can't make the role " + name + " (" + failure.getMessage() + ").");
        }
    }

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
