-- What operators may do, and what they did.

-- Existing keys go on reading, which is all that there was; more has to be given to them.
ALTER TABLE api_key ADD COLUMN scopes text[] NOT NULL DEFAULT '{events:read}';

-- What was done to sources and quarantined entries; what was done to events is in event_attempt. Never holds a secret.
CREATE TABLE operation_audit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    tenant_id uuid        NOT NULL,
    actor     text        NOT NULL,
    action    text        NOT NULL,
    subject   text        NOT NULL,
    detail    json        NOT NULL
);
CREATE INDEX operation_audit_tenant ON operation_audit (tenant_id, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME;
END $$;
CREATE TRIGGER operation_audit_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON operation_audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whose it is, where that can be read; those of before were not asked.
ALTER TABLE quarantined_entry ADD COLUMN tenant_id uuid;
CREATE INDEX quarantined_entry_tenant ON quarantined_entry (tenant_id, created_at DESC);
