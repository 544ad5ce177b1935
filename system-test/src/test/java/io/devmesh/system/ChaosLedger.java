package io.devmesh.system;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What became of the deliveries {@code d-KEY-NUMBER}, of which each key's were accepted one after the other. An effect is a row
 * that a trigger writes whenever an event is processed, in the transaction that does so. What one transaction does is seen at once, so that
 * its own times tell the order there.
 */
final class ChaosLedger {
    /**
     * All that can be wrong, each as a number that should be zero.
     *
     * @param lost deliveries that were accepted and have no event
     * @param doubled events of the same delivery, and effects of the same event, beyond the first
     * @param withoutEffect events that nothing came of
     * @param inverted effects that came before the effect of an earlier delivery of their key
     * @param unfinished rows that wait, and dead letters
     */
    record Verdict(long lost, long doubled, long withoutEffect, long inverted, long unfinished) {
        static final Verdict GOOD = new Verdict(0, 0, 0, 0, 0);
    }

    private final Jdbi jdbi;

    ChaosLedger(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Begins to note effects. */
    void open() {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    CREATE TABLE chaos_effect (
                        seq bigint GENERATED ALWAYS AS IDENTITY,
                        batch xid8 NOT NULL DEFAULT pg_current_xact_id(),
                        event_id uuid NOT NULL,
                        at timestamptz NOT NULL)
                    """);
            handle.execute("""
                    CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
                        INSERT INTO devmesh.chaos_effect (event_id, at)
                            VALUES (CAST(to_jsonb(NEW) ->> TG_ARGV[0] AS uuid),
                                    CAST(to_jsonb(NEW) ->> TG_ARGV[1] AS timestamptz));
                        RETURN NULL;
                    END $$
                    """);
            handle.execute("""
                    CREATE TRIGGER chaos_effect AFTER INSERT ON event FOR EACH ROW
                    WHEN (NEW.status = 'processed') EXECUTE FUNCTION chaos_note('id', 'stored_at')
                    """);
            handle.execute("""
                    CREATE TRIGGER chaos_effect AFTER INSERT ON event_attempt FOR EACH ROW
                    WHEN (NEW.status = 'processed') EXECUTE FUNCTION chaos_note('event_id', 'at')
                    """);
        });
    }

    /** From now on a delivery that was stored before is stored again. */
    void switchDedupeOff() {
        jdbi.useHandle(handle -> {
            handle.execute("ALTER TABLE event DROP CONSTRAINT event_pkey");
            handle.execute("ALTER TABLE event_attempt DROP CONSTRAINT event_attempt_pkey");
            handle.execute("""
                    CREATE FUNCTION chaos_forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                        DELETE FROM devmesh.event_key WHERE id = NEW.id;
                        RETURN NEW;
                    END $$
                    """);
            handle.execute("CREATE TRIGGER chaos_forget BEFORE INSERT ON event_key"
                    + " FOR EACH ROW EXECUTE FUNCTION chaos_forget()");
        });
    }

    /** How many events are finished. */
    long finished() {
        return jdbi.withHandle(handle -> number(handle, "SELECT count(DISTINCT event_id) FROM chaos_effect"));
    }

    Verdict verdict(List<String> accepted) {
        return jdbi.withHandle(handle -> {
            handle.execute("DROP TABLE IF EXISTS chaos_accepted");
            handle.execute("CREATE TABLE chaos_accepted (delivery_id text PRIMARY KEY)");
            handle.createUpdate("INSERT INTO chaos_accepted SELECT unnest(:ids)")
                    .bind("ids", accepted.toArray(String[]::new))
                    .execute();
            return new Verdict(
                    number(handle, """
                            SELECT count(*) FROM chaos_accepted a
                            WHERE NOT EXISTS (SELECT FROM event e WHERE e.delivery_id = a.delivery_id)
                            """),
                    number(handle, "SELECT count(*) - count(DISTINCT delivery_id) FROM event")
                            + number(handle, "SELECT count(*) - count(DISTINCT event_id) FROM chaos_effect"),
                    number(handle, """
                            SELECT count(*) FROM event e
                            WHERE NOT EXISTS (SELECT FROM chaos_effect c WHERE c.event_id = e.id)
                            """),
                    number(handle, """
                            SELECT count(*) FROM (
                                SELECT number < max(number) OVER (PARTITION BY key ORDER BY first, at, seq) AS inverted FROM (
                                    SELECT key, number, at, seq, min(seq) OVER (PARTITION BY key, batch) AS first FROM (
                                        SELECT c.batch, c.at, c.seq, split_part(e.delivery_id, '-', 2) AS key,
                                               split_part(e.delivery_id, '-', 3)::bigint AS number
                                        FROM chaos_effect c JOIN event e ON e.id = c.event_id) AS effect) AS placed) AS judged
                            WHERE inverted
                            """),
                    number(handle, "SELECT count(*) FROM event_work")
                            + number(handle, "SELECT count(*) FROM event WHERE status <> 'processed'")
                            + number(handle, "SELECT count(*) FROM quarantined_entry"));
        });
    }

    private static long number(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }
}
