-- Entries of the stream that a Worker took over from another and has not finished: what ends every Worker that touches it stays
-- here, and is known by that.
CREATE TABLE entry_takeover (
    stream     text        NOT NULL,
    entry_id   text        NOT NULL,
    attempts   int         NOT NULL DEFAULT 1,
    begun_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream, entry_id)
);
