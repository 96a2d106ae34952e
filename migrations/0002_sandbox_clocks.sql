-- The test clock of an organization's sandbox, where it was set: read with the issuer, so that dating an invoice costs no round
-- trip more. The sandbox's own object holds the same; `version` grows with each change.
CREATE TABLE sandbox_clocks (
  id text PRIMARY KEY REFERENCES organizations (id),
  organization_id text NOT NULL CHECK (organization_id = id),
  mode text NOT NULL CHECK (mode = 'test'),
  offset_ms bigint NOT NULL,
  version bigint NOT NULL,
  UNIQUE (organization_id, mode, id)
);

GRANT SELECT, INSERT, UPDATE ON sandbox_clocks TO app;
ALTER TABLE sandbox_clocks ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner ON sandbox_clocks USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));

-- A sandbox that begins anew numbers from one again, so that what it issued must go. Nothing else can be deleted, whoever asks.
GRANT DELETE ON invoices TO app;
CREATE POLICY of_the_sandbox ON invoices AS RESTRICTIVE FOR DELETE
  USING (EXISTS (SELECT FROM issuers WHERE issuers.id = issuer_id AND issuers.environment = 'sandbox'));
