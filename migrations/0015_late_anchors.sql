-- Chains of the audit log whose end has moved, and of which the first entry after the last anchor had waited for more than two days at
-- that moment: an anchor is due once a day, so that bucket, signer or timer was away. It looks past row level security, for the timer.
CREATE FUNCTION late_anchors(p_at timestamptz)
RETURNS TABLE (chain text, seq bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.organization_id, l.seq, l.at
  FROM audit_heads h LEFT JOIN audit_anchors a USING (organization_id)
  JOIN audit_log l ON l.organization_id = h.organization_id AND l.seq = coalesce(a.seq, 0) + 1
  WHERE h.seq > coalesce(a.seq, 0) AND l.at < p_at - interval '2 days'
$$;
REVOKE ALL ON FUNCTION late_anchors(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION late_anchors(timestamptz) TO app;
