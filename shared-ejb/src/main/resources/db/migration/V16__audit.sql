-- Who did what, in one chain for each tenant: an entry's hash is over what it says and the hash of the one before, so that a
-- change of what was written is found by whoever computes it again (devmesh audit verify). Without a tenant: all zeros.
CREATE TABLE audit_entry (
    tenant_id uuid        NOT NULL,
    seq       bigint      NOT NULL,
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    action    text        NOT NULL,
    subject   text        NOT NULL,
    detail    json        NOT NULL,
    hash      bytea       NOT NULL,
    PRIMARY KEY (tenant_id, seq, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;
CREATE INDEX audit_entry_time ON audit_entry (tenant_id, at);

CREATE FUNCTION refuse_change_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME;
END $$;
-- For each row, because such triggers hold for partitions that are written directly, too.
CREATE TRIGGER audit_entry_grows BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change_of_row();
CREATE TRIGGER audit_entry_stays BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where each chain ends, and what orders its writers.
CREATE TABLE audit_head (
    tenant_id uuid   PRIMARY KEY,
    seq       bigint NOT NULL,
    hash      bytea  NOT NULL
);

-- Each field is hashed by itself, so that none can reach into the next.
CREATE FUNCTION audit_hash(before bytea, tenant uuid, seq bigint, at timestamptz, actor text, action text, subject text, detail json)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(before
        || sha256(convert_to(tenant::text, 'UTF8'))
        || sha256(convert_to(seq::text, 'UTF8'))
        || sha256(convert_to(((extract(epoch FROM at) * 1000000)::bigint)::text, 'UTF8'))
        || sha256(convert_to(actor, 'UTF8'))
        || sha256(convert_to(action, 'UTF8'))
        || sha256(convert_to(subject, 'UTF8'))
        || sha256(convert_to(detail::text, 'UTF8')))
$$;

-- Appends to the tenant's chain, which stays locked until the end of the transaction.
CREATE FUNCTION audit_append(tenant uuid, at timestamptz, actor text, action text, subject text, detail json)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    head   audit_head;
    number bigint;
    code   bytea;
BEGIN
    INSERT INTO audit_head (tenant_id, seq, hash) VALUES (tenant, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_head h WHERE h.tenant_id = tenant FOR UPDATE;
    number := head.seq + 1;
    code := audit_hash(head.hash, tenant, number, at, actor, action, subject, detail);
    INSERT INTO audit_entry VALUES (tenant, number, at, actor, action, subject, detail, code);
    UPDATE audit_head h SET seq = number, hash = code WHERE h.tenant_id = tenant;
    RETURN number;
END $$;

-- Months of entries are made ahead, as those of events are.
CREATE FUNCTION make_audit_partition(moment timestamptz) RETURNS void LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    month timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
    part  text := 'audit_entry' || to_char(month, '_YYYYMM');
    low   timestamptz := month AT TIME ZONE 'UTC';
    high  timestamptz := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    LOCK TABLE audit_entry_default IN ACCESS EXCLUSIVE MODE;
    -- A month of which something is in the default partition stays there: rows are not moved, because none may be deleted.
    IF to_regclass(part) IS NULL
        AND NOT EXISTS (SELECT FROM audit_entry_default d WHERE d.at >= low AND d.at < high) THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_entry FOR VALUES FROM (%L) TO (%L)', part, low, high);
    END IF;
END $$;

-- What was written before begins the chains; a version that still writes there writes here.
SELECT make_audit_partition(month) FROM generate_series(
    least(now(), (SELECT min(at) FROM operation_audit)), now() + interval '2 months', interval '1 month') AS month;
SELECT audit_append(tenant_id, at, actor, action, subject, detail) FROM (SELECT * FROM operation_audit ORDER BY tenant_id, id) AS old;
CREATE FUNCTION audit_old_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_append(NEW.tenant_id, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.detail);
    RETURN NULL;
END $$;
CREATE TRIGGER operation_audit_moves AFTER INSERT ON operation_audit FOR EACH ROW EXECUTE FUNCTION audit_old_writer();

-- Drops the oldest month that ended before, and returns its name; null where there is none.
CREATE FUNCTION drop_audit_partition(before timestamptz) RETURNS text LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    month text;
BEGIN
    SELECT min(right(c.relname, 6)) INTO month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'audit_entry'::regclass AND c.relname ~ '^audit_entry_\d{6}$';
    IF month IS NULL OR (to_date(month, 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC' > before THEN
        RETURN NULL;
    END IF;
    EXECUTE format('DROP TABLE %I', 'audit_entry_' || month);
    RETURN month;
END $$;
