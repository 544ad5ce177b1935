-- What the services' role may do, where another one owns the tables. Whoever adds a table adds it here, by which this runs again.
-- Tables up to: V17

GRANT USAGE ON SCHEMA devmesh TO "${application}";
GRANT SELECT, INSERT, UPDATE, DELETE ON
    api_key, audit_head, entry_takeover, event, event_attempt, event_attempt_default, event_default, event_key, event_work,
    forward_target, key_limit, lease, ledger, mcp_task, outbox, quarantined_entry, quota_use, sealing_key, tenant,
    tenant_key, tenant_limit, webhook_secret, webhook_source
    TO "${application}";
-- Not changed and not deleted.
GRANT SELECT, INSERT ON audit_entry, operation_audit TO "${application}";
GRANT SELECT ON event_history, flyway_schema_history TO "${application}";
