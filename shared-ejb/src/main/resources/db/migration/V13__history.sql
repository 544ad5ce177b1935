-- An event that is finished at its first attempt, as most are, keeps that attempt in its own row: who made it; when is stored_at.
ALTER TABLE event ADD COLUMN finished_by text;

-- Every transition of an event, wherever it is kept.
CREATE VIEW event_history AS
SELECT e.tenant_id, e.id AS event_id, e.received_at, a.number, a.at, a.status, a.error, a.actor
FROM event e JOIN event_attempt a ON a.received_at = e.received_at AND a.event_id = e.id
UNION ALL
SELECT tenant_id, id, received_at, 1, stored_at, status, NULL, finished_by FROM event WHERE finished_by IS NOT NULL;
