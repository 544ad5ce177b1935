package io.devmesh.shared.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Questions to PostgreSQL whose answer is one row. */
record DatabaseSession(Connection connection) {
    /** The row by column; booleans are {@code t} and {@code f}, NULL is empty. */
    Map<String, String> row(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Map<String, String> row = new HashMap<>();
            if (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    String value = rows.getString(column);
                    row.put(rows.getMetaData().getColumnLabel(column), value == null ? "" : value);
                }
            }
            return row;
        }
    }
}
