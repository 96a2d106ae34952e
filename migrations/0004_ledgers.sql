-- The objects that issue, so that one that lost its storage knows that it had some; what a rebuild and the audit read across
-- tenants; the audit's reports; messages that no queue could deliver.

CREATE FUNCTION issuer_object(environment text, organization_id text, cuit text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN environment = 'sandbox' THEN 'sandbox:' || organization_id ELSE environment END || ':' || cuit
$$;
CREATE INDEX issuers_by_object ON issuers (issuer_object(environment, organization_id, cuit));

-- `epoch` counts the object's storages: one whose epoch is lower than this has been replaced, and publishes nothing any more.
-- `seen_at` is a day old at most while it publishes. Before `claimed_at` it did nothing; long ago where that is not known.
CREATE TABLE issuer_objects (
  name text PRIMARY KEY,
  epoch integer NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT to_timestamp(0),
  seen_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO issuer_objects (name, epoch)
SELECT DISTINCT issuer_object(environment, organization_id, cuit), 1 FROM issuers
WHERE EXISTS (SELECT FROM invoices WHERE invoices.issuer_id = issuers.id);
CREATE INDEX issuer_objects_by_seen_at ON issuer_objects (seen_at);

-- Books of homologation that ARCA began anew: what was issued in the old ones keeps its CAE, and leaves its number to the new.
ALTER TABLE invoices ADD COLUMN superseded_at timestamptz;
DROP INDEX invoices_number;
CREATE UNIQUE INDEX invoices_number ON invoices (organization_id, mode, issuer_id, point_of_sale, type_code, number)
  WHERE number IS NOT NULL AND superseded_at IS NULL;
CREATE INDEX invoices_by_lane ON invoices (issuer_id, point_of_sale, type_code, number) WHERE number IS NOT NULL AND superseded_at IS NULL;
CREATE INDEX invoices_waiting ON invoices (created_at) WHERE status IN ('queued', 'sent');
CREATE INDEX invoices_unfinished ON invoices (issuer_id, id) WHERE status IN ('queued', 'sent', 'needs_attention');

CREATE TABLE ledger_reports (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  mode text NOT NULL,
  issuer_id text NOT NULL,
  run text NOT NULL,
  version integer NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'clean', 'findings', 'incomplete')),
  lanes json NOT NULL,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  acknowledged_at timestamptz,
  UNIQUE (organization_id, mode, id),
  UNIQUE (organization_id, mode, issuer_id, run),
  FOREIGN KEY (organization_id, mode, issuer_id) REFERENCES issuers (organization_id, mode, id)
);
CREATE INDEX ledger_reports_running ON ledger_reports (created_at) WHERE status = 'running';
CREATE INDEX ledger_reports_by_issuer ON ledger_reports (organization_id, mode, issuer_id, id);
GRANT SELECT, INSERT, UPDATE ON ledger_reports TO app;
ALTER TABLE ledger_reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner ON ledger_reports USING (organization_id = current_setting('app.org', true) AND mode = current_setting('app.mode', true));

CREATE TABLE dead_letters (id text PRIMARY KEY, queue text NOT NULL, body text NOT NULL, buried_at timestamptz NOT NULL DEFAULT now());

-- An object stands above organizations: it issues for all that have its CUIT. The functions from here on are what it may read and
-- write across them, each for the one object that is named; the tables stay closed.

-- One that has no storage takes its place: epoch 1 for one that never was.
CREATE FUNCTION claim_issuer_object(p_name text) RETURNS TABLE (epoch integer, claimed_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO issuer_objects AS o (name, epoch, claimed_at) VALUES (p_name, 1, now())
  ON CONFLICT (name) DO UPDATE SET epoch = o.epoch + 1, seen_at = now() RETURNING o.epoch, o.claimed_at
$$;

-- The first statement of each of its writing batches. The lock makes a claim wait for the batches before it, and those after it fail.
-- A database that was restored to an older state learns the epoch anew.
CREATE FUNCTION fence_issuer(p_name text, p_epoch integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o issuer_objects;
BEGIN
  SELECT * INTO o FROM issuer_objects WHERE name = p_name FOR SHARE;
  IF o.epoch > p_epoch THEN RAISE EXCEPTION 'issuer_fenced' USING ERRCODE = 'ARF01'; END IF;
  IF o.epoch = p_epoch AND o.seen_at > now() - interval '1 day' THEN RETURN; END IF;
  INSERT INTO issuer_objects (name, epoch) VALUES (p_name, p_epoch)
  ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seen_at = now();
END $$;

-- Its issuers, each with its newest certificate: the key in it is sealed, and only the signer opens it.
CREATE FUNCTION issuers_of_object(p_name text)
RETURNS TABLE (id text, organization_id text, mode text, environment text, cuit text, certificate_id text, pem text, sealed_key text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.organization_id, i.mode, i.environment, i.cuit, c.id, c.pem, c.sealed_key
  FROM issuers i
  LEFT JOIN LATERAL (SELECT * FROM certificates WHERE issuer_id = i.id ORDER BY id DESC LIMIT 1) c ON true
  WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name ORDER BY c.id DESC NULLS LAST
$$;

-- Those that are not final, in the order in which they were accepted; as many as one answer takes.
CREATE FUNCTION unfinished_invoices(p_name text, p_after text)
RETURNS TABLE (id text, organization_id text, mode text, issuer_id text, version integer, status text, document json, submission json,
  idempotency_key text, body_hash text, batch_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH page AS (
    SELECT v.* FROM invoices v
    WHERE v.issuer_id IN (SELECT i.id FROM issuers i WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name)
      AND v.status IN ('queued', 'sent', 'needs_attention') AND v.id > p_after
    ORDER BY v.id LIMIT 250
  ), weighed AS (
    SELECT page.*, sum(octet_length(page.document::text) + coalesce(octet_length(page.submission::text), 0)) OVER (ORDER BY page.id) AS weight,
      row_number() OVER (ORDER BY page.id) AS place
    FROM page
  )
  SELECT w.id, w.organization_id, w.mode, w.issuer_id, w.version, w.status, w.document, w.submission, w.idempotency_key, w.body_hash, w.batch_id
  FROM weighed w WHERE w.weight <= 3000000 OR w.place = 1 ORDER BY w.id
$$;

-- What is known of its lanes, each issuer's part apart: its first and last number, and the latest date.
CREATE FUNCTION lanes_of_object(p_name text)
RETURNS TABLE (issuer_id text, organization_id text, mode text, point_of_sale integer, type_code integer, first integer, last integer, last_date text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.issuer_id, v.organization_id, v.mode, v.point_of_sale, v.type_code, min(v.number), max(v.number), to_char(max(v.date), 'YYYYMMDD')
  FROM invoices v
  WHERE v.issuer_id IN (SELECT i.id FROM issuers i WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name)
    AND v.number IS NOT NULL AND v.superseded_at IS NULL
  GROUP BY 1, 2, 3, 4, 5
$$;

-- What it accepted before that moment, this database has heard of: an object tells each issuer's invoices in the order in which they
-- were accepted, but not those of different ones.
CREATE FUNCTION object_heard_until(p_name text) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(newest) FROM (
    SELECT max(v.created_at) AS newest FROM invoices v
    WHERE v.issuer_id IN (SELECT i.id FROM issuers i WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name)
    GROUP BY v.issuer_id
  ) issuers
$$;

-- Numbers of a lane: those from `p_from` on, and of those below it the ones that are named.
CREATE FUNCTION numbers_of_lane(p_name text, p_point_of_sale integer, p_type_code integer, p_from integer, p_also integer[])
RETURNS TABLE (number integer, invoice_id text, organization_id text, mode text, cae text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.number, v.id, v.organization_id, v.mode, v.cae FROM invoices v
  WHERE v.issuer_id IN (SELECT i.id FROM issuers i WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name)
    AND v.point_of_sale = p_point_of_sale AND v.type_code = p_type_code AND v.superseded_at IS NULL
    AND (v.number >= p_from OR v.number = ANY (p_also))
  ORDER BY v.number
$$;

-- Outside of homologation no number is ever used twice.
CREATE FUNCTION supersede_numbers(p_name text, p_point_of_sale integer, p_type_code integer, p_above integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE invoices v SET superseded_at = now()
  WHERE v.issuer_id IN (SELECT i.id FROM issuers i
      WHERE issuer_object(i.environment, i.organization_id, i.cuit) = p_name AND i.environment = 'homologation')
    AND v.point_of_sale = p_point_of_sale AND v.type_code = p_type_code AND v.number > p_above AND v.superseded_at IS NULL
$$;

-- Objects that have published in that time, by name.
CREATE FUNCTION active_issuer_objects(p_days integer, p_after text, p_limit integer) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.name FROM issuer_objects o WHERE o.seen_at > now() - make_interval(days => p_days) AND o.name > p_after ORDER BY o.name LIMIT p_limit
$$;

-- Objects with invoices that wait here for longer than that; with the oldest of these invoices.
CREATE FUNCTION waiting_issuer_objects(p_seconds integer, p_after text, p_limit integer) RETURNS TABLE (name text, invoices text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.name, (array_agg(v.id ORDER BY v.id))[1:100] FROM invoices v
  JOIN issuers i ON i.id = v.issuer_id
  CROSS JOIN LATERAL (SELECT issuer_object(i.environment, i.organization_id, i.cuit)) o (name)
  WHERE v.status IN ('queued', 'sent') AND v.created_at < now() - make_interval(secs => p_seconds) AND o.name > p_after
  GROUP BY o.name ORDER BY o.name LIMIT p_limit
$$;

-- Reports that somebody asked for and nobody has made for longer than that: their message is lost. With their object.
CREATE FUNCTION stalled_ledger_reports(p_seconds integer, p_limit integer)
RETURNS TABLE (id text, organization_id text, mode text, issuer_id text, object text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, r.organization_id, r.mode, r.issuer_id, issuer_object(i.environment, i.organization_id, i.cuit)
  FROM ledger_reports r JOIN issuers i ON i.id = r.issuer_id
  WHERE r.status = 'running' AND r.created_at < now() - make_interval(secs => p_seconds) ORDER BY r.id LIMIT p_limit
$$;

CREATE FUNCTION bury_message(p_id text, p_queue text, p_body text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO dead_letters (id, queue, body) VALUES (p_id, p_queue, p_body) ON CONFLICT DO NOTHING
$$;

REVOKE ALL ON FUNCTION claim_issuer_object(text), fence_issuer(text, integer), issuers_of_object(text), unfinished_invoices(text, text),
  lanes_of_object(text), object_heard_until(text), numbers_of_lane(text, integer, integer, integer, integer[]),
  supersede_numbers(text, integer, integer, integer), active_issuer_objects(integer, text, integer),
  waiting_issuer_objects(integer, text, integer), stalled_ledger_reports(integer, integer), bury_message(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_issuer_object(text), fence_issuer(text, integer), issuers_of_object(text), unfinished_invoices(text, text),
  lanes_of_object(text), object_heard_until(text), numbers_of_lane(text, integer, integer, integer, integer[]),
  supersede_numbers(text, integer, integer, integer), active_issuer_objects(integer, text, integer),
  waiting_issuer_objects(integer, text, integer), stalled_ledger_reports(integer, integer), bury_message(text, text, text) TO app;
