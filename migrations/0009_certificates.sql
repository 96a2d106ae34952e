-- Certificates: asked for by a CSR, deactivated for good, used by issuers that another one represents, and watched as they expire.

-- Whose certificates an issuer uses where it has none in force of its own: another issuer of the organization, in the same environment.
-- `accepted_certificate_id`: the certificate that ARCA took for this CUIT, the last time that one was tried for the first time.
ALTER TABLE issuers
  ADD COLUMN represented_by text,
  ADD COLUMN accepted_certificate_id text,
  ADD CHECK (represented_by <> id),
  ADD UNIQUE (organization_id, mode, environment, id),
  ADD FOREIGN KEY (organization_id, mode, environment, represented_by) REFERENCES issuers (organization_id, mode, environment, id),
  ADD FOREIGN KEY (organization_id, mode, accepted_certificate_id) REFERENCES certificates (organization_id, mode, id)
    ON DELETE SET NULL (accepted_certificate_id);
CREATE INDEX issuers_by_representative ON issuers (organization_id, mode, represented_by) WHERE represented_by IS NOT NULL;

-- Without `pem`: asked for by `csr`, and not come back yet. Deactivated: its key is gone, the row tells what there was.
ALTER TABLE certificates
  ALTER COLUMN pem DROP NOT NULL,
  ALTER COLUMN sealed_key DROP NOT NULL,
  ALTER COLUMN expires_at DROP NOT NULL,
  ADD COLUMN csr text,
  ADD COLUMN alias text,
  ADD COLUMN deactivated_at timestamptz,
  ADD CHECK ((pem IS NULL) = (expires_at IS NULL)),
  ADD CHECK (pem IS NOT NULL OR csr IS NOT NULL),
  ADD CHECK ((sealed_key IS NULL) = (deactivated_at IS NOT NULL));

-- What was told of a certificate that expires; `days`: at which threshold. `id` is "<certificate>:<days>", so that it is told once.
CREATE TABLE certificate_notices (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  mode text NOT NULL,
  certificate_id text NOT NULL,
  days integer NOT NULL,
  told_at timestamptz NOT NULL,
  UNIQUE (organization_id, mode, id),
  FOREIGN KEY (organization_id, mode, certificate_id) REFERENCES certificates (organization_id, mode, id) ON DELETE CASCADE
);
CREATE INDEX certificate_notices_by_certificate ON certificate_notices (certificate_id);
CREATE INDEX certificates_by_expiry ON certificates (expires_at) WHERE deactivated_at IS NULL;
GRANT SELECT, INSERT ON certificate_notices TO app;
ALTER TABLE certificate_notices ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner ON certificate_notices USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));

-- For the daily watch, which looks at every organization: the certificates in use that end within `p_days`, and no key of theirs.
CREATE FUNCTION certificates_expiring(p_now timestamptz, p_days integer, p_after text, p_limit integer)
RETURNS TABLE (id text, organization_id text, mode text, issuer_id text, environment text, cuit text, legal_name text, expires_at timestamptz, told integer[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.organization_id, c.mode, i.id, i.environment, i.cuit, i.legal_name, c.expires_at,
    ARRAY(SELECT n.days FROM certificate_notices n WHERE n.certificate_id = c.id)
  FROM certificates c JOIN issuers i ON i.organization_id = c.organization_id AND i.mode = c.mode AND i.id = c.issuer_id
    JOIN organizations o ON o.id = c.organization_id AND o.deleted_at IS NULL
  WHERE c.id > p_after AND c.deactivated_at IS NULL AND c.pem IS NOT NULL
    AND c.expires_at > p_now AND c.expires_at <= p_now + make_interval(days => p_days)
    AND NOT EXISTS (
      SELECT FROM certificates n WHERE n.organization_id = c.organization_id AND n.mode = c.mode AND n.issuer_id = c.issuer_id
        AND n.id > c.id AND n.deactivated_at IS NULL AND n.pem IS NOT NULL AND n.expires_at > p_now)
  ORDER BY c.id LIMIT p_limit
$$;
REVOKE ALL ON FUNCTION certificates_expiring(timestamptz, integer, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificates_expiring(timestamptz, integer, text, integer) TO app;

-- To whom an organization's own affairs are told: those who run it.
CREATE FUNCTION organization_contacts(p_org text) RETURNS TABLE (email text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.email, u.language FROM members m JOIN auth_user u ON u.id = m.user_id
  WHERE m.organization_id = p_org AND m.role IN ('owner', 'admin') AND u.email_verified ORDER BY u.id
$$;
REVOKE ALL ON FUNCTION organization_contacts(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organization_contacts(text) TO app;

-- As in 0004, with the certificate that an issuer uses: its own in force, or its representative's. One object issues for all that name
-- its CUIT: those whose certificate ARCA has taken for it come first.
DROP FUNCTION issuers_of_object(text);
CREATE FUNCTION issuers_of_object(p_name text)
RETURNS TABLE (id text, organization_id text, mode text, environment text, cuit text, certificate json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.organization_id, i.mode, i.environment, i.cuit,
    CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'issuerId', c.issuer_id, 'pem', c.pem, 'sealedKey', c.sealed_key) END
  FROM issuers i
  LEFT JOIN LATERAL (
    SELECT n.* FROM certificates n
    WHERE n.organization_id = i.organization_id AND n.mode = i.mode AND n.issuer_id IN (i.id, i.represented_by)
      AND n.pem IS NOT NULL AND n.deactivated_at IS NULL AND n.expires_at > now()
    ORDER BY n.issuer_id = i.id DESC, n.id DESC LIMIT 1) c ON true
  WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name
  ORDER BY (i.environment = 'sandbox' OR i.accepted_certificate_id = c.id) IS TRUE DESC, c.id DESC NULLS LAST
$$;
REVOKE ALL ON FUNCTION issuers_of_object(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION issuers_of_object(text) TO app;
