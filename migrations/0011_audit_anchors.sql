-- How far each chain of the audit log has been anchored outside this database; the anchors themselves are objects in R2. And API keys
-- that were found in public.

CREATE TABLE audit_anchors (
  organization_id text PRIMARY KEY,
  seq bigint NOT NULL,
  at timestamptz NOT NULL
);
ALTER TABLE audit_anchors ENABLE ROW LEVEL SECURITY;

-- For the timer, which looks at every chain: those that have moved, and whose last anchor is older than `p_before`. Whoever has waited
-- longest comes first; `p_since` and `p_after` are of the last row of the page before.
CREATE FUNCTION heads_to_anchor(p_before timestamptz, p_since timestamptz, p_after text, p_limit integer)
RETURNS TABLE (chain text, seq bigint, hash text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.organization_id, h.seq, encode(h.hash, 'hex'), coalesce(a.at, '-infinity')
  FROM audit_heads h LEFT JOIN audit_anchors a USING (organization_id)
  WHERE h.seq > 0 AND h.seq IS DISTINCT FROM a.seq AND coalesce(a.at, '-infinity') < p_before
    AND (coalesce(a.at, '-infinity'), h.organization_id) > (p_since, p_after)
  ORDER BY 4, 1 LIMIT p_limit
$$;

-- `p_anchors`: [{"chain", "seq"}].
CREATE FUNCTION audit_anchored(p_anchors jsonb, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_anchors AS a (organization_id, seq, at)
  SELECT chain, seq, p_at FROM jsonb_to_recordset(p_anchors) AS given (chain text, seq bigint) ORDER BY chain
  ON CONFLICT (organization_id) DO UPDATE SET seq = greatest(a.seq, excluded.seq), at = excluded.at
$$;

-- Whose keys those are, as their hashes name them; `ended`: they open nothing any more.
CREATE FUNCTION find_leaked_keys(p_hashes text[])
RETURNS TABLE (hash text, id text, organization_id text, organization text, mode text, name text, hint text, ended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.hash, k.id, k.organization_id, o.name, k.mode, k.name, k.hint, k.revoked_at IS NOT NULL OR coalesce(k.expires_at <= now(), false)
  FROM api_keys k JOIN organizations o ON o.id = k.organization_id WHERE k.hash = ANY (p_hashes)
$$;

REVOKE ALL ON FUNCTION heads_to_anchor(timestamptz, timestamptz, text, integer), audit_anchored(jsonb, timestamptz), find_leaked_keys(text[])
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION heads_to_anchor(timestamptz, timestamptz, text, integer), audit_anchored(jsonb, timestamptz), find_leaked_keys(text[])
  TO app;
