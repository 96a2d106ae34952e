-- What is kept of an invoice beside itself, so that its object may forget it: the key that names it, what a repeated request is
-- answered, and its case file. And what a rebuild of the object needs of one that is not final.
ALTER TABLE invoices
  ADD COLUMN idempotency_key text,
  ADD COLUMN body_hash text,
  ADD COLUMN batch_id text,
  ADD COLUMN submission json,
  ADD COLUMN answer json,
  ADD COLUMN timeline json,
  ADD COLUMN published_at timestamptz;
-- The issuer comes last: a request that names none is looked up by its key alone.
CREATE UNIQUE INDEX invoices_by_key ON invoices (organization_id, mode, idempotency_key, issuer_id) WHERE idempotency_key IS NOT NULL;
CREATE INDEX invoices_by_batch ON invoices (organization_id, mode, batch_id, id) WHERE batch_id IS NOT NULL;

-- What happened, for those who follow it. Written in the batch of the change itself; the id is made where the change happened,
-- so that a batch sent again writes nothing twice. Never changed.
CREATE TABLE events (
  id text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  mode text NOT NULL CHECK (mode IN ('test', 'live')),
  type text NOT NULL,
  target text NOT NULL,
  data json NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, mode, id)
);
CREATE INDEX events_by_type ON events (organization_id, mode, type, id);
CREATE INDEX events_by_target ON events (organization_id, mode, target, id);

GRANT SELECT, INSERT ON events TO app;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner ON events USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));

-- As in 0001, but an entry that is there already is met by the unique index on its id: looking for it first was, without
-- statistics, a scan of the organization's whole log.
CREATE OR REPLACE FUNCTION audit_append(p_org text, p_entries jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE h audit_heads; e record; b bytea; d bytea; t timestamptz;
BEGIN
  INSERT INTO audit_heads (organization_id) VALUES (p_org) ON CONFLICT DO NOTHING;
  SELECT * INTO h FROM audit_heads WHERE organization_id = p_org FOR UPDATE;
  t := clock_timestamp();
  FOR e IN SELECT * FROM jsonb_to_recordset(p_entries) AS entry (id text, actor text, action text, target text, payload text) LOOP
    b := sha256(convert_to(e.payload, 'UTF8'));
    d := sha256(h.hash || audit_digest(e.id, t, e.actor, e.action, e.target, b));
    INSERT INTO audit_log VALUES (p_org, h.seq + 1, e.id, t, e.actor, e.action, e.target, e.payload, b, h.hash, d) ON CONFLICT (id) DO NOTHING;
    IF FOUND THEN h.seq := h.seq + 1; h.hash := d; END IF;
  END LOOP;
  UPDATE audit_heads SET seq = h.seq, hash = h.hash WHERE organization_id = p_org;
  RETURN h.seq;
END $$;
