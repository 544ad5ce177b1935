-- Keys under which the secrets of a tenant are encrypted, each wrapped by a master key that is in no table.
CREATE TABLE tenant_key (
    id            uuid PRIMARY KEY,
    tenant_id     uuid        NOT NULL UNIQUE REFERENCES tenant,
    wrapped_key   bytea       NOT NULL,
    master_key_id text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- Plain where no master key was configured when the row was written; a service that has one encrypts it at its start.
ALTER TABLE webhook_secret
    ALTER COLUMN secret DROP NOT NULL,
    ADD COLUMN key_id uuid REFERENCES tenant_key,
    ADD COLUMN ciphertext bytea,
    ADD CONSTRAINT webhook_secret_in_one_form
        CHECK ((secret IS NULL) = (ciphertext IS NOT NULL) AND (key_id IS NULL) = (ciphertext IS NULL));
