-- Where events are forwarded to, and what waits to be sent there.

CREATE TABLE forward_target (
    id              uuid PRIMARY KEY,
    tenant_id       uuid        NOT NULL REFERENCES tenant,
    name            text        NOT NULL,
    url             text        NOT NULL,
    -- Signs every request, as Standard Webhooks says: whsec_ and Base64.
    secret          text        NOT NULL,
    -- Requests at the same time, over all Workers.
    max_concurrency int         NOT NULL DEFAULT 4 CHECK (max_concurrency BETWEEN 1 AND 64),
    -- What is for it waits.
    paused_at       timestamptz,
    -- What is for it is dead.
    disabled_at     timestamptz,
    -- It asked for that, or failed too often: nobody is to call before.
    rests_until     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, name)
);

-- One row for each event and target. The body is made from the event's row when it is sent.
CREATE TABLE outbox (
    -- The same at every attempt: the receiver knows by it what it has had before.
    id                uuid PRIMARY KEY,
    tenant_id         uuid        NOT NULL,
    source            text        NOT NULL,
    event_id          uuid        NOT NULL,
    event_received_at timestamptz NOT NULL,
    target            text        NOT NULL,
    -- Rows of one target with the same are sent in the order of their positions; none stands in no order.
    order_key         text CHECK (order_key <> ''),
    position          bigint GENERATED ALWAYS AS IDENTITY,
    status            text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'dead')),
    -- Counted when one begins. Who writes what came of it says which it was, so that a late one changes nothing.
    attempts          int         NOT NULL DEFAULT 0,
    -- While it is being sent, the same as leased_until: if nobody says what came of it, it is due again then.
    due_at            timestamptz NOT NULL DEFAULT now(),
    leased_until      timestamptz,
    last_error        text,
    last_status       int,
    created_at        timestamptz NOT NULL DEFAULT now(),
    delivered_at      timestamptz
);
CREATE INDEX outbox_due ON outbox (tenant_id, target, due_at) WHERE status = 'pending';
CREATE INDEX outbox_order ON outbox (tenant_id, target, order_key, position)
    WHERE status = 'pending' AND order_key IS NOT NULL;
CREATE INDEX outbox_leased ON outbox (tenant_id, target) WHERE leased_until IS NOT NULL;
CREATE INDEX outbox_pending ON outbox (created_at) WHERE status = 'pending';
CREATE INDEX outbox_dead ON outbox (tenant_id, created_at DESC, id DESC) WHERE status = 'dead';
CREATE INDEX outbox_event ON outbox (event_id);
