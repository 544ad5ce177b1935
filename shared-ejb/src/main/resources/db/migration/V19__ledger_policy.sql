-- Whether its reader may see a source, which the source's own policy decides. A subquery in the ledger's policy would be set up by
-- PostgreSQL for each batch of events that is counted, although whoever counts sees all.
CREATE FUNCTION sees_source(source text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM devmesh.webhook_source s WHERE s.name = sees_source.source);
END $$;

ALTER POLICY tenant ON ledger USING ((SELECT scope_is_all()) OR sees_source(source));
