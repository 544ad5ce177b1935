package io.devmesh.benchmark.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BareBatchTest {
    private static final Path FOLDER = Path.of("target", "bare-batch");
    private static final EmbeddedPostgres POSTGRES =
            new EmbeddedPostgres(FOLDER.resolve("bin"), FOLDER.resolve("data"), Map.of());

    @BeforeAll
    static void start() {
        POSTGRES.start();
    }

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @Test
    void storesEachEventAndItsEffectOnceInTablesOfItsOwn() throws SQLException {
        for (BareTables.Body body : BareTables.Body.values()) {
            BareTables tables = new BareTables("of_" + body, body);
            try (Connection connection =
                    POSTGRES.database().asOwner().dataSource().getConnection()) {
                tables.create(connection);
                connection.setAutoCommit(false);
                BareBatch batch = BareBatch.withEffects(connection, tables);
                BareRows rows = rows(3);

                batch.store(rows);
                batch.store(rows);

                assertThat(count(connection, tables.schema() + ".event")).isEqualTo(3);
                assertThat(count(connection, tables.schema() + ".effect")).isEqualTo(3);
            }
        }
    }

    private static BareRows rows(int size) {
        BareRows rows = BareRows.ofSize(size);
        Arrays.setAll(rows.ids(), i -> UUID.randomUUID().toString());
        Arrays.fill(rows.types(), "push");
        Arrays.fill(rows.received(), "2026-01-01T00:00:00Z");
        Arrays.fill(rows.bodies(), "{}".getBytes(StandardCharsets.UTF_8));
        return rows;
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
