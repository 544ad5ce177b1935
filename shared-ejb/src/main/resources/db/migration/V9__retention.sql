-- Months of events are made ahead and dropped when they are old.

-- Whoever stores in a month that is there goes on meanwhile, which CREATE TABLE … PARTITION OF would not allow. Events that were
-- stored before their month was made are moved into it.
CREATE OR REPLACE FUNCTION make_event_partitions(first timestamptz, last timestamptz) RETURNS void LANGUAGE plpgsql
SET lock_timeout = '1s' AS $$
DECLARE
    month timestamp := date_trunc('month', first AT TIME ZONE 'UTC');
    name  text;
    part  text;
    low   timestamptz;
    high  timestamptz;
BEGIN
    WHILE month <= last AT TIME ZONE 'UTC' LOOP
        low := month AT TIME ZONE 'UTC';
        high := (month + interval '1 month') AT TIME ZONE 'UTC';
        FOREACH name IN ARRAY ARRAY ['event', 'event_attempt'] LOOP
            part := name || to_char(month, '_YYYYMM');
            CONTINUE WHEN to_regclass(part) IS NOT NULL;
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name || '_default');
            -- Somebody else may have made it before the lock was free.
            CONTINUE WHEN to_regclass(part) IS NOT NULL;
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, name);
            EXECUTE format('WITH moved AS (DELETE FROM %I WHERE received_at >= %L AND received_at < %L RETURNING *)
                            INSERT INTO %I SELECT * FROM moved', name || '_default', low, high, part);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, part, low, high);
        END LOOP;
        month := month + interval '1 month';
    END LOOP;
END $$;

-- Whether an event of that time is not finished, or is still to be forwarded.
CREATE FUNCTION is_needed_between(low timestamptz, high timestamptz) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (SELECT FROM event_work WHERE received_at >= low AND received_at < high)
        OR EXISTS (SELECT FROM outbox WHERE status = 'pending' AND event_received_at >= low AND event_received_at < high)
$$;

-- Drops the oldest month that ended before and has nothing that is still needed, and returns its name; null where there is none.
CREATE FUNCTION drop_event_partition(before timestamptz) RETURNS text LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    month text;
    low   timestamptz;
    high  timestamptz;
BEGIN
    FOR month IN SELECT right(c.relname, 6) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_\d{6}$' ORDER BY 1 LOOP
        low := to_date(month, 'YYYYMM')::timestamp AT TIME ZONE 'UTC';
        high := (to_date(month, 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC';
        EXIT WHEN high > before;
        CONTINUE WHEN is_needed_between(low, high);
        LOCK TABLE event, event_attempt IN ACCESS EXCLUSIVE MODE;
        -- Whoever was about to replay one of them has done so by now.
        CONTINUE WHEN is_needed_between(low, high);
        EXECUTE format('DROP TABLE IF EXISTS %I, %I', 'event_' || month, 'event_attempt_' || month);
        RETURN month;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION oldest_event_month() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT min(to_date(right(c.relname, 6), 'YYYYMM')::timestamp AT TIME ZONE 'UTC')
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_\d{6}$'
$$;

CREATE INDEX outbox_age ON outbox USING brin (created_at);
