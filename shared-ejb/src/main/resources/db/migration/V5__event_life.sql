-- Events by month, with their dedupe key, their attempts and the queue of what is not finished apart from them.

ALTER TABLE event RENAME TO event_of_v4;
ALTER TABLE event_of_v4 DROP CONSTRAINT event_pkey;
ALTER TABLE event_of_v4 DROP CONSTRAINT event_status_check;
DROP INDEX event_by_time, event_by_repository, event_to_process;

-- No foreign keys on the hot path: the door vouches for tenant and source.
CREATE TABLE event (
    id           uuid        NOT NULL,
    tenant_id    uuid        NOT NULL,
    source       text        NOT NULL,
    delivery_id  text        NOT NULL,
    provider     text        NOT NULL,
    type         text        NOT NULL,
    status       text        NOT NULL
        CHECK (status IN ('received', 'processed', 'ignored', 'retrying', 'dead', 'replayed')),
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
    -- What a source's rules made of the body.
    data         json,
    -- An earlier event of the source whose body is the same, though the delivery id differs: perhaps a replay by an attacker.
    same_body_as uuid,
    -- What an operator wants processed in place of the body, which stays as it was signed.
    edited_body  bytea,
    PRIMARY KEY (tenant_id, received_at, id)
) PARTITION BY RANGE (received_at);
CREATE INDEX event_by_repository ON event (tenant_id, repository, received_at DESC, id DESC);
CREATE INDEX event_dead ON event (tenant_id, received_at DESC, id DESC) WHERE status = 'dead';

-- What makes a redelivery harmless: the id is made from tenant, source and delivery id. It says where the row is, too.
CREATE TABLE event_key (
    id          uuid PRIMARY KEY,
    received_at timestamptz NOT NULL,
    -- The first half of SHA-256 over source and body.
    body        uuid,
    -- The entry of the stream that brought it, by which a redelivery of that entry differs from another delivery.
    entry       text
);
CREATE INDEX event_key_body ON event_key (body);
CREATE INDEX event_key_age ON event_key USING brin (received_at);

-- Every transition of an event.
CREATE TABLE event_attempt (
    event_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL,
    number      int         NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    status      text        NOT NULL,
    error       text,
    -- The Worker, the door or the operator that did it.
    actor       text        NOT NULL,
    PRIMARY KEY (received_at, event_id, number)
) PARTITION BY RANGE (received_at);

-- The queue: one row for each event that is received, retrying or replayed.
CREATE TABLE event_work (
    event_id    uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL,
    received_at timestamptz NOT NULL,
    source      text        NOT NULL,
    -- Events with the same are processed in order of arrival; none stands in no order.
    order_key   text,
    position    bigint GENERATED ALWAYS AS IDENTITY,
    -- Attempts that failed.
    attempts    int         NOT NULL DEFAULT 0,
    -- Attempts whose end nobody has told, and the process that began the last.
    begun       int         NOT NULL DEFAULT 0,
    begun_by    text,
    -- 'infinity' while the source is paused, and behind another of the same order.
    due_at      timestamptz NOT NULL DEFAULT now(),
    -- Stored by the door while Redis was away: what the stream still has may be older.
    held        boolean     NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_work_due ON event_work (tenant_id, due_at);
CREATE INDEX event_work_order ON event_work (order_key, received_at, position);
CREATE INDEX event_work_held ON event_work (created_at) WHERE held;
CREATE INDEX event_work_source ON event_work (source);

-- Months are made ahead; what falls outside of all of them is kept in the default partition rather than refused.
CREATE TABLE event_default PARTITION OF event DEFAULT;
CREATE TABLE event_attempt_default PARTITION OF event_attempt DEFAULT;

CREATE FUNCTION make_event_partitions(first timestamptz, last timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamp := date_trunc('month', first AT TIME ZONE 'UTC');
    name  text;
BEGIN
    WHILE month <= last AT TIME ZONE 'UTC' LOOP
        FOREACH name IN ARRAY ARRAY ['event', 'event_attempt'] LOOP
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                           name || to_char(month, '_YYYYMM'), name,
                           month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
        END LOOP;
        month := month + interval '1 month';
    END LOOP;
END $$;
SELECT make_event_partitions(least(now(), (SELECT min(received_at) FROM event_of_v4)), now() + interval '2 months');

INSERT INTO event (id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref, subject, action, url,
                   occurred_at, received_at, stored_at, last_error, traceparent, content_type, body)
SELECT id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref, subject, action, url,
       occurred_at, received_at, stored_at, last_error, traceparent, content_type, body
FROM event_of_v4;
INSERT INTO event_key (id, received_at, body)
SELECT id, received_at,
       encode(substring(sha256(convert_to(source || E'\n', 'UTF8') || body) FOR 16), 'hex')::uuid
FROM event_of_v4;
INSERT INTO event_attempt (event_id, received_at, number, at, status, error, actor)
SELECT id, received_at, 1, stored_at, status, last_error, 'migration' FROM event_of_v4;
INSERT INTO event_work (event_id, tenant_id, received_at, source)
SELECT id, tenant_id, received_at, source FROM event_of_v4 WHERE status = 'received' ORDER BY received_at;
DROP TABLE event_of_v4;

-- Only the process that died counts, not the one that failed and goes on.
ALTER TABLE entry_takeover ADD COLUMN begun_by text;

-- How events of a source are processed: order, priority, retries, rules.
ALTER TABLE webhook_source ADD COLUMN processing jsonb NOT NULL DEFAULT '{}';
ALTER TABLE webhook_source ADD COLUMN paused_at timestamptz;

-- Chores that one Worker at a time does, by the database's clock.
CREATE TABLE lease (
    name   text PRIMARY KEY,
    holder text        NOT NULL,
    until  timestamptz NOT NULL
);

-- What was accepted and what became of it, by whoever counted: accepted, stored, duplicate, quarantined.
CREATE TABLE ledger (
    source text   NOT NULL,
    kind   text   NOT NULL,
    writer text   NOT NULL,
    events bigint NOT NULL,
    PRIMARY KEY (source, kind, writer)
) WITH (fillfactor = 50);
