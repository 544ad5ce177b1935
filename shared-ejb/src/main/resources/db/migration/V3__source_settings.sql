-- How deliveries of a source are signed and labelled, beyond what its provider says.
ALTER TABLE webhook_source ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';
