-- Plain where no master key was configured when the row was written; a Worker that has one encrypts it at its start.
ALTER TABLE forward_target
    ALTER COLUMN secret DROP NOT NULL,
    ADD COLUMN key_id uuid REFERENCES tenant_key,
    ADD COLUMN ciphertext bytea,
    ADD CONSTRAINT forward_target_secret_in_one_form
        CHECK ((secret IS NULL) = (ciphertext IS NOT NULL) AND (key_id IS NULL) = (ciphertext IS NULL));

-- Those from before the last replay, which no longer bring the end nearer. They are not taken off attempts, which only grow, so
-- that whoever was late with one changes nothing.
ALTER TABLE outbox ADD COLUMN forgiven_attempts int NOT NULL DEFAULT 0;
-- For a replay, which takes the oldest of a target first.
CREATE INDEX outbox_dead_target ON outbox (tenant_id, target, position) WHERE status = 'dead';
