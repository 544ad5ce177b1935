-- What tenants and keys may use, and what they have used.

-- Where a row or a value is missing, the configuration's holds.
CREATE TABLE tenant_limit (
    tenant_id     uuid PRIMARY KEY REFERENCES tenant,
    rps           integer CHECK (rps > 0),
    burst         integer CHECK (burst > 0),
    daily_quota   integer CHECK (daily_quota > 0),
    monthly_quota integer CHECK (monthly_quota > 0),
    -- Calls under way of each of its keys.
    concurrency   integer CHECK (concurrency > 0),
    updated_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE key_limit (
    key_id        uuid PRIMARY KEY REFERENCES api_key,
    tenant_id     uuid NOT NULL REFERENCES tenant,
    rps           integer CHECK (rps > 0),
    burst         integer CHECK (burst > 0),
    daily_quota   integer CHECK (daily_quota > 0),
    monthly_quota integer CHECK (monthly_quota > 0),
    concurrency   integer CHECK (concurrency > 0),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX key_limit_tenant ON key_limit (tenant_id);

-- No foreign keys on the hot path. The holder is the tenant, or a key of it that has a quota of its own. What a replica has
-- leased counts as used.
CREATE TABLE quota_use (
    tenant_id    uuid   NOT NULL,
    holder       uuid   NOT NULL,
    period       text   NOT NULL CHECK (period IN ('day', 'month')),
    period_start date   NOT NULL,
    used         bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (tenant_id, holder, period, period_start)
);
