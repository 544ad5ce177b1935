-- Which flush counted last, so that one whose answer was lost counts once however often it is tried.
ALTER TABLE ledger ADD COLUMN flush uuid;
ALTER TABLE ledger ADD COLUMN flushed_at timestamptz NOT NULL DEFAULT now();
