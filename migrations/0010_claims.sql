-- A claim names the storage that makes it: made again, or landing late, it changes nothing. Names sort by when they were made, so that
-- one of a storage that is lost cannot overtake that of the storage in its place.

ALTER TABLE issuer_objects ADD COLUMN claim text COLLATE "C";

-- No row: a later claim has been made. In place of claim_issuer_object(text), which Workers from before this still call.
CREATE FUNCTION claim_issuer_object(p_name text, p_claim text) RETURNS TABLE (epoch integer, claimed_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO issuer_objects AS o (name, epoch, claimed_at, claim) VALUES (p_name, 1, now(), p_claim)
  ON CONFLICT (name) DO UPDATE SET epoch = CASE WHEN o.claim = p_claim THEN o.epoch ELSE o.epoch + 1 END, claim = p_claim, seen_at = now()
    WHERE o.claim IS NULL OR o.claim <= p_claim
  RETURNING o.epoch, o.claimed_at
$$;

REVOKE ALL ON FUNCTION claim_issuer_object(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_issuer_object(text, text) TO app;
