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

-- Protects each table that has the column tenant_id and is not protected, such as a month that was made just now.
CREATE FUNCTION protect_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM protect(c.oid::regclass) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'devmesh'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
      AND a.attname = 'tenant_id' AND NOT a.attisdropped
    ORDER BY c.relname;
END $$;

SELECT protect('tenant', 'id = (SELECT scope_tenant())');
-- Counts of a source, whose name is one tenant's.
SELECT protect('ledger', 'EXISTS (SELECT FROM webhook_source s WHERE s.name = source)');
SELECT protect_all();

-- The view shows what its reader may see, not what its owner may, should that be a superuser.
DO $$ BEGIN
    IF current_setting('server_version_num')::int >= 150000 THEN
        ALTER VIEW event_history SET (security_invoker = true);
    END IF;
END $$;

-- Months are made and dropped for whoever asks, by the owner of the tables. What such a chore can't see it would take for gone.
CREATE FUNCTION require_scope_of_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT scope_is_all() THEN
        RAISE EXCEPTION 'devmesh.tenant is not *';
    END IF;
END $$;

ALTER FUNCTION make_event_partitions(timestamptz, timestamptz) RENAME TO make_open_event_partitions;
CREATE FUNCTION make_event_partitions(first timestamptz, last timestamptz) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = devmesh, pg_temp AS $$
BEGIN
    PERFORM require_scope_of_all();
    PERFORM make_open_event_partitions(first, last);
    PERFORM protect_all();
END $$;

ALTER FUNCTION make_audit_partition(timestamptz) RENAME TO make_open_audit_partition;
CREATE FUNCTION make_audit_partition(moment timestamptz) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = devmesh, pg_temp AS $$
BEGIN
    PERFORM require_scope_of_all();
    PERFORM make_open_audit_partition(moment);
    PERFORM protect_all();
END $$;

ALTER FUNCTION drop_event_partition(timestamptz) RENAME TO drop_seen_event_partition;
CREATE FUNCTION drop_event_partition(before timestamptz) RETURNS text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = devmesh, pg_temp AS $$
BEGIN
    PERFORM require_scope_of_all();
    RETURN drop_seen_event_partition(before);
END $$;

ALTER FUNCTION drop_audit_partition(timestamptz) SECURITY DEFINER;
ALTER FUNCTION drop_audit_partition(timestamptz) SET search_path = devmesh, pg_temp;
