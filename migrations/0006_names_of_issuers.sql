-- What a rebuilt object has to know for when this database is away: by which names an issuer's invoices that are over were sent, a
-- page of them. Of one that was not issued the external_id is free.
CREATE FUNCTION names_of_issuer(p_name text, p_issuer text, p_after text)
RETURNS TABLE (id text, organization_id text, mode text, idempotency_key text, external_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.id, v.organization_id, v.mode, v.idempotency_key, CASE WHEN v.status = 'authorized' THEN v.external_id END
  FROM issuers i JOIN invoices v ON v.organization_id = i.organization_id AND v.mode = i.mode AND v.issuer_id = i.id
  WHERE i.id = p_issuer AND issuer_object(i.environment, i.organization_id, i.cuit) = p_name AND v.id > p_after
    AND v.status IN ('authorized', 'rejected', 'cancelled') AND (v.idempotency_key IS NOT NULL OR v.external_id IS NOT NULL)
  ORDER BY v.id LIMIT 5000
$$;

REVOKE ALL ON FUNCTION names_of_issuer(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION names_of_issuer(text, text, text) TO app;
