-- What waits in an order and is not held, or else the first that is, is found without reading all that waits in it.
CREATE INDEX event_work_ahead ON event_work (order_key, held, received_at, position);
