-- What is remembered of a key while Postgres is away may not outlive the key: its end is told with it.
DROP FUNCTION find_api_key(text);
CREATE FUNCTION find_api_key(p_hash text) RETURNS TABLE (id text, organization_id text, mode text, scopes text[], expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.organization_id, k.mode, k.scopes, k.expires_at FROM api_keys k
  WHERE k.hash = p_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
REVOKE ALL ON FUNCTION find_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(text) TO app;
