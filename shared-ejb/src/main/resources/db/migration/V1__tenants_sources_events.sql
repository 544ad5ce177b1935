-- Schema "devmesh", which Flyway makes and which both services have in their search path.

CREATE TABLE tenant (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenant,
    name       text        NOT NULL,
    prefix     text        NOT NULL,
    key_hash   text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz
);

-- The name is the last part of the webhook URL, hence unique over all tenants.
CREATE TABLE webhook_source (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL REFERENCES tenant,
    name        text        NOT NULL UNIQUE,
    provider    text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz
);

CREATE TABLE webhook_secret (
    id         uuid PRIMARY KEY,
    source_id  uuid        NOT NULL REFERENCES webhook_source,
    secret     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_secret_source ON webhook_secret (source_id);

-- No foreign keys on the hot path: the door vouches for tenant and source.
CREATE TABLE event (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL,
    source       text        NOT NULL,
    delivery_id  text        NOT NULL,
    provider     text        NOT NULL,
    type         text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('received', 'processed', 'ignored', 'dead')),
    repository   text,
    actor        text,
    ref          text,
    subject      text,
    action       text,
    url          text,
    occurred_at  timestamptz,
    received_at  timestamptz NOT NULL,
    stored_at    timestamptz NOT NULL DEFAULT now(),
    last_error   text,
    traceparent  text        NOT NULL,
    content_type text        NOT NULL,
    body         bytea       NOT NULL,
    -- What makes a redelivery harmless.
    UNIQUE (tenant_id, source, delivery_id)
);
CREATE INDEX event_by_time ON event (tenant_id, received_at DESC, id DESC);
CREATE INDEX event_by_repository ON event (tenant_id, repository, received_at DESC, id DESC);
CREATE INDEX event_to_process ON event (received_at) WHERE status = 'received';

-- Entries of the stream that no code of ours could have written, kept for a person to look at.
CREATE TABLE quarantined_entry (
    stream     text        NOT NULL,
    entry_id   text        NOT NULL,
    reason     text        NOT NULL,
    fields     jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream, entry_id)
);
