-- The only tools that a key is offered; none named means all that its scopes allow.
ALTER TABLE api_key ADD COLUMN toolset text[] NOT NULL DEFAULT '{}';
-- Which key follows it, where it was rotated.
ALTER TABLE api_key ADD COLUMN replaced_by uuid REFERENCES api_key;
-- When the row was last written, by whomever: replicas ask each second what changed. The same as created_at where it was not.
ALTER TABLE api_key ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER api_key_changes BEFORE UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION note_change();

CREATE INDEX api_key_changed ON api_key (changed_at);
CREATE INDEX api_key_prefix ON api_key (prefix);
CREATE INDEX api_key_tenant ON api_key (tenant_id, created_at);

-- What the caller was allowed when it began the task.
ALTER TABLE mcp_task ADD COLUMN scopes text[] NOT NULL DEFAULT '{events:read}';
ALTER TABLE mcp_task ADD COLUMN toolset text[] NOT NULL DEFAULT '{}';
