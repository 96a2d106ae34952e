-- Organizations, API keys, issuers, certificates, invoices and the audit log.
-- Three locks keep tenants apart: the scoped layer of workers/db, composite foreign keys, and row level security.

-- Roles belong to the server: another database of it may have made this one, or be making it now.
DO $$ BEGIN
  CREATE ROLE app NOLOGIN NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT app TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO app;

-- One row: ties this database to the local instance that made it.
CREATE TABLE instance (id text PRIMARY KEY, one boolean NOT NULL DEFAULT true UNIQUE CHECK (one));

CREATE TABLE organizations (
  id text PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
  id text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  mode text NOT NULL CHECK (mode IN ('test', 'live')),
  hash text NOT NULL UNIQUE,
  pepper_version integer NOT NULL DEFAULT 1,
  hint text NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz
);

CREATE TABLE issuers (
  id text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  mode text NOT NULL CHECK (mode IN ('test', 'live')),
  environment text NOT NULL CHECK (environment IN ('sandbox', 'homologation', 'production')),
  cuit text NOT NULL CHECK (cuit ~ '^\d{11}$'),
  legal_name text NOT NULL,
  iva_condition text NOT NULL,
  address text,
  iibb text,
  activities_started_on date,
  default_point_of_sale integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CHECK ((environment = 'production') = (mode = 'live')),
  UNIQUE (organization_id, mode, id)
);
CREATE UNIQUE INDEX issuers_cuit ON issuers (organization_id, mode, environment, cuit);

CREATE TABLE certificates (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  mode text NOT NULL,
  issuer_id text NOT NULL,
  environment text NOT NULL,
  pem text NOT NULL,
  sealed_key text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, mode, id),
  FOREIGN KEY (organization_id, mode, issuer_id) REFERENCES issuers (organization_id, mode, id)
);
CREATE INDEX certificates_by_issuer ON certificates (organization_id, mode, issuer_id, id);

-- Written by the issuer's object alone. `version` counts its changes: a late message never undoes a newer state.
-- Columns are what is searched by and reported on; `document` is the whole invoice as the API
-- shows it, in the order in which it shows it (json keeps the order of keys, jsonb does not).
CREATE TABLE invoices (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  mode text NOT NULL,
  issuer_id text NOT NULL,
  version integer NOT NULL,
  status text NOT NULL,
  type_code integer NOT NULL,
  point_of_sale integer NOT NULL,
  number integer,
  date date NOT NULL,
  document_number text,
  total numeric(15, 2) NOT NULL,
  cae text,
  external_id text,
  document json NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, mode, id),
  FOREIGN KEY (organization_id, mode, issuer_id) REFERENCES issuers (organization_id, mode, id)
);
CREATE UNIQUE INDEX invoices_number ON invoices (organization_id, mode, issuer_id, point_of_sale, type_code, number) WHERE number IS NOT NULL;
CREATE INDEX invoices_by_external_id ON invoices (organization_id, mode, external_id, id) WHERE external_id IS NOT NULL;
CREATE INDEX invoices_by_customer ON invoices (organization_id, mode, document_number, id) WHERE document_number IS NOT NULL;
CREATE INDEX invoices_by_date ON invoices (organization_id, mode, date, id);

-- The audit log is a hash chain per organization. Entries are appended as the last statement of each writing batch.
CREATE TABLE audit_heads (organization_id text PRIMARY KEY, seq bigint NOT NULL DEFAULT 0, hash bytea NOT NULL DEFAULT '\x');
CREATE TABLE audit_log (
  organization_id text NOT NULL,
  seq bigint NOT NULL,
  id text NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  target text,
  payload text,
  body bytea NOT NULL,
  prev bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (organization_id, seq)
);

CREATE FUNCTION audit_digest(id text, at timestamptz, actor text, action text, target text, body bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(json_build_array(id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, target, encode(body, 'hex'))::text, 'UTF8'))
$$;

-- The head's lock is taken first and the clock read after it, so that time and order agree. An entry whose id is there
-- already was written by an earlier try of the same batch, whose answer was lost: it is passed over.
CREATE FUNCTION audit_append(p_org text, p_entries jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE h audit_heads; e jsonb; b bytea; t timestamptz; p bytea;
BEGIN
  INSERT INTO audit_heads (organization_id) VALUES (p_org) ON CONFLICT DO NOTHING;
  SELECT * INTO h FROM audit_heads WHERE organization_id = p_org FOR UPDATE;
  t := clock_timestamp();
  FOR e IN SELECT * FROM jsonb_array_elements(p_entries) LOOP
    CONTINUE WHEN EXISTS (SELECT FROM audit_log l WHERE l.organization_id = p_org AND l.id = e->>'id');
    b := sha256(convert_to(e->>'payload', 'UTF8'));
    p := h.hash;
    h.seq := h.seq + 1;
    h.hash := sha256(p || audit_digest(e->>'id', t, e->>'actor', e->>'action', e->>'target', b));
    INSERT INTO audit_log VALUES (p_org, h.seq, e->>'id', t, e->>'actor', e->>'action', e->>'target', e->>'payload', b, p, h.hash);
  END LOOP;
  UPDATE audit_heads SET seq = h.seq, hash = h.hash WHERE organization_id = p_org;
  RETURN h.seq;
END $$;

-- Every fault of every chain: an empty view is a whole log.
CREATE VIEW audit_broken AS
SELECT organization_id, seq, fault FROM (
  SELECT organization_id, seq, CASE
    WHEN seq <> coalesce(lag(seq) OVER w, 0) + 1 THEN 'gap'
    WHEN prev <> coalesce(lag(hash) OVER w, '\x') THEN 'link'
    WHEN hash <> sha256(prev || audit_digest(id, at, actor, action, target, body)) THEN 'content'
    WHEN payload IS NOT NULL AND body <> sha256(convert_to(payload, 'UTF8')) THEN 'payload'
  END AS fault
  FROM audit_log WINDOW w AS (PARTITION BY organization_id ORDER BY seq)
) entries WHERE fault IS NOT NULL;

-- Append-only: the one change that passes is the erasure of a payload, after which the chain still verifies.
CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.payload IS NULL
    AND (to_jsonb(NEW) - 'payload') = (to_jsonb(OLD) - 'payload') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_guard();

-- A key is looked up before anyone knows whose it is: the one reading that row level security does not stand behind.
CREATE FUNCTION find_api_key(p_hash text) RETURNS TABLE (id text, organization_id text, mode text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.organization_id, k.mode, k.scopes FROM api_keys k
  WHERE k.hash = p_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
REVOKE ALL ON FUNCTION find_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(text) TO app;

GRANT SELECT, INSERT, UPDATE ON issuers, certificates, invoices TO app;
GRANT SELECT, INSERT, UPDATE ON audit_heads TO app;
GRANT SELECT, INSERT ON audit_log TO app;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE issuers ENABLE ROW LEVEL SECURITY;
ALTER TABLE certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;

CREATE POLICY owner ON issuers USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));
CREATE POLICY owner ON certificates USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));
CREATE POLICY owner ON invoices USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));
CREATE POLICY owner ON audit_heads USING (organization_id = current_setting('app.org', true));
CREATE POLICY owner ON audit_log USING (organization_id = current_setting('app.org', true));
