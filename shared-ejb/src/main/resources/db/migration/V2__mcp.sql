-- What the replicas of Edge MCP share.

-- 32 random bytes each; the highest number seals, all open.
CREATE TABLE sealing_key (
    number     smallint PRIMARY KEY CHECK (number BETWEEN 0 AND 255),
    key        bytea       NOT NULL CHECK (octet_length(key) = 32),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Calls that clients poll (extension io.modelcontextprotocol/tasks).
CREATE TABLE mcp_task (
    id              uuid PRIMARY KEY,
    tenant_id       uuid        NOT NULL,
    key_id          uuid        NOT NULL,
    tool            text        NOT NULL,
    arguments       json        NOT NULL,
    capabilities    json        NOT NULL,
    status          text        NOT NULL CHECK (status IN ('working', 'input_required', 'completed', 'cancelled', 'failed')),
    status_message  text,
    -- Outstanding questions by name, answers by name, and what the tool wants to find again.
    input_requests  jsonb       NOT NULL DEFAULT '{}',
    input_responses jsonb       NOT NULL DEFAULT '{}',
    state           json,
    result          json,
    error           json,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    -- Who works on it, and until when the others believe that.
    worker          text,
    leased_until    timestamptz
);
CREATE INDEX mcp_task_abandoned ON mcp_task (leased_until) WHERE status = 'working';
CREATE INDEX mcp_task_expired ON mcp_task (expires_at);
