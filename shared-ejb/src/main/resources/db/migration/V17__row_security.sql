-- Each transaction says whose rows it means: SELECT set_config('devmesh.tenant', <tenant's id, or *>, true). One that says nothing
-- sees no tenant's rows, whoever owns the tables. Replicas of before this version say nothing: stop them first.

CREATE FUNCTION scope_is_all() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('devmesh.tenant', true), '') = '*'
$$;
CREATE FUNCTION scope_tenant() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN current_setting('devmesh.tenant', true) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        THEN current_setting('devmesh.tenant', true)::uuid END
$$;

-- The tables that had no tenant of their own.
ALTER TABLE webhook_secret ADD COLUMN tenant_id uuid REFERENCES tenant;
UPDATE webhook_secret k SET tenant_id = s.tenant_id FROM webhook_source s WHERE s.id = k.source_id;
ALTER TABLE webhook_secret ALTER COLUMN tenant_id SET NOT NULL;
-- Nobody's where the event was gone before this version.
ALTER TABLE event_key ADD COLUMN tenant_id uuid;
UPDATE event_key k SET tenant_id = e.tenant_id FROM event e WHERE e.id = k.id AND e.received_at = k.received_at;
ALTER TABLE event_attempt ADD COLUMN tenant_id uuid;
UPDATE event_attempt a SET tenant_id = e.tenant_id FROM event e WHERE e.id = a.event_id AND e.received_at = a.received_at;

-- The subqueries are evaluated once for each statement rather than for each row.
CREATE FUNCTION protect(name regclass, mine text DEFAULT 'tenant_id = (SELECT scope_tenant())') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY tenant ON %s USING ((SELECT scope_is_all()) OR %s)', name, mine);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
END $$;

SELECT protect('tenant', 'id = (SELECT scope_tenant())');
-- Counts of a source, whose name is one tenant's.
SELECT protect('ledger', 'EXISTS (SELECT FROM webhook_source s WHERE s.name = source)');
-- All that have the column, the months of events and of the audit log among them.
SELECT protect(c.oid::regclass) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attname = 'tenant_id' AND NOT a.attisdropped
ORDER BY c.relname;

-- The view shows what its reader may see, not what its owner may, should that be a superuser.
DO $$ BEGIN
    IF current_setting('server_version_num')::int >= 150000 THEN
        ALTER VIEW event_history SET (security_invoker = true);
    END IF;
END $$;

-- Months are made and dropped for whoever asks, by the owner of the tables.
CREATE OR REPLACE FUNCTION make_event_partitions(first timestamptz, last timestamptz) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = devmesh, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    month timestamp := date_trunc('month', first AT TIME ZONE 'UTC');
    name  text;
    part  text;
    low   timestamptz;
    high  timestamptz;
BEGIN
    PERFORM require_scope_of_all();
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
            PERFORM protect(part::regclass);
        END LOOP;
        month := month + interval '1 month';
    END LOOP;
END $$;

-- What a chore can't see it would take for gone.
CREATE FUNCTION require_scope_of_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT scope_is_all() THEN
        RAISE EXCEPTION 'devmesh.tenant is not *';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION drop_event_partition(before timestamptz) RETURNS text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = devmesh, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    month text;
    low   timestamptz;
    high  timestamptz;
BEGIN
    PERFORM require_scope_of_all();
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

CREATE OR REPLACE FUNCTION make_audit_partition(moment timestamptz) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = devmesh, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    month timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
    part  text := 'audit_entry' || to_char(month, '_YYYYMM');
    low   timestamptz := month AT TIME ZONE 'UTC';
    high  timestamptz := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    PERFORM require_scope_of_all();
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    LOCK TABLE audit_entry_default IN ACCESS EXCLUSIVE MODE;
    -- A month of which something is in the default partition stays there: rows are not moved, because none may be deleted.
    IF to_regclass(part) IS NULL
        AND NOT EXISTS (SELECT FROM audit_entry_default d WHERE d.at >= low AND d.at < high) THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_entry FOR VALUES FROM (%L) TO (%L)', part, low, high);
        PERFORM protect(part::regclass);
    END IF;
END $$;

ALTER FUNCTION drop_audit_partition(timestamptz) SECURITY DEFINER;
ALTER FUNCTION drop_audit_partition(timestamptz) SET search_path = devmesh, pg_temp;
