package io.devmesh.benchmark.drain;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables that somebody would write by hand for the one purpose, in a schema of their own: an event once, an effect of
 * it once.
 *
 * @param schema made anew at each start
 */
public record BareTables(String schema, Body body) {
    /** What a body is stored as. */
    public enum Body {
        /** As the Worker does: what was signed. */
        BYTES("bytea"),
        /** So that PostgreSQL reads it; what was signed is gone. */
        JSON("jsonb");

        private final String type;

        Body(String type) {
            this.type = type;
        }
    }

    /** Two tables, which end with their schema. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema));
            statement.execute("CREATE SCHEMA %s".formatted(schema));
            statement.execute("""
                    CREATE TABLE %s.event (
                        source      text        NOT NULL,
                        delivery_id text        NOT NULL,
                        event_id    uuid        NOT NULL,
                        type        text        NOT NULL,
                        received_at timestamptz NOT NULL,
                        body        %s          NOT NULL,
                        PRIMARY KEY (source, delivery_id)
                    )""".formatted(schema, body.type));
            statement.execute("""
                    CREATE TABLE %s.effect (
                        event_id uuid        PRIMARY KEY,
                        done_at  timestamptz NOT NULL DEFAULT now()
                    )""".formatted(schema));
        }
    }

    /** Inserts what is new; in an order, so that two consumers with the same entries don't wait for each other. */
    String insertEvents() {
        return """
                INSERT INTO %s.event (source, delivery_id, event_id, type, received_at, body)
                SELECT source, delivery_id, event_id, type, received_at, %s
                FROM unnest(?::text[], ?::text[], ?::text[]::uuid[], ?::text[], ?::text[]::timestamptz[], %s)
                     AS entry (source, delivery_id, event_id, type, received_at, body)
                ORDER BY source, delivery_id
                ON CONFLICT DO NOTHING""".formatted(
                schema, body == Body.JSON ? "body::jsonb" : "body", body == Body.JSON ? "?::text[]" : "?::bytea[]");
    }

    /** The same, and an effect of each event that was new, in one statement. */
    String insertEventsWithEffects() {
        return """
                WITH fresh AS (%s RETURNING event_id)
                INSERT INTO %s.effect (event_id) SELECT event_id FROM fresh""".formatted(insertEvents(), schema);
    }
}
