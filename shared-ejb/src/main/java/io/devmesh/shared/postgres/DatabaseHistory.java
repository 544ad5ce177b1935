package io.devmesh.shared.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * What Flyway has noted of the scripts that it applied, read without Flyway: most starts of a pod are on a schema that is up to
 * date, and Flyway's classes alone cost a second of a start on one processor and some megabytes for as long as the pod lives.
 *
 * @param application the role that the services log in as, as it stands between double quotes
 */
record DatabaseHistory(DataSource source, String application) {
    private static final String FOLDER = "/db/migration/";
    /** Nothing where Flyway has never been here. */
    private static final String TABLE = "SELECT to_regclass('devmesh.flyway_schema_history')";
    /** That Flyway has made the schema is no script. */
    private static final String ROWS = """
            SELECT script, coalesce(checksum, 0), success AND type = 'SQL'
            FROM devmesh.flyway_schema_history WHERE type <> 'SCHEMA' ORDER BY installed_rank
            """;

    /**
     * True where all scripts of this program were applied as they are now, and nothing else ever was. Where it is false, Flyway
     * knows more.
     */
    boolean isOfThisProgram() throws SQLException {
        Map<String, Integer> expected = checksums();
        Map<String, Integer> applied = new HashMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery(TABLE)) {
                if (!table.next() || table.getString(1) == null) {
                    return false;
                }
            }
            try (ResultSet rows = statement.executeQuery(ROWS)) {
                while (rows.next()) {
                    if (!rows.getBoolean(3)) {
                        return false;
                    }
                    // A script that is repeated has a row for each time; the last one counts.
                    applied.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return applied.equals(expected);
    }

    private Map<String, Integer> checksums() {
        Map<String, Integer> checksums = new HashMap<>();
        for (String script : lines("/db/scripts.txt")) {
            checksums.put(script, checksum(script));
        }
        return checksums;
    }

    /** As Flyway counts: over the lines without their ends, and of a script that is repeated with its placeholders filled. */
    private int checksum(String script) {
        CRC32 sum = new CRC32();
        for (String line : lines(FOLDER + script)) {
            sum.update((script.startsWith("R") ? line.replace("${application}", application) : line).getBytes(UTF_8));
        }
        return (int) sum.getValue();
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(DatabaseHistory.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
