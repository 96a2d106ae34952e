-- Members, invitations and preferences; what organizations and API keys gained with them.
-- Members, invitations and API keys belong to an organization, whatever the mode: row level security asks for `app.org` alone.
-- What is a user's own asks for `app.user`.

-- Set: being deleted. Until the days of grace are over it can be brought back; meanwhile nobody gets in, nor any key.
ALTER TABLE organizations
  ADD COLUMN deleted_at timestamptz,
  ADD COLUMN deleted_by text;

CREATE TABLE members (
  organization_id text NOT NULL REFERENCES organizations (id),
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'developer', 'accountant', 'viewer')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX members_by_user ON members (user_id);
CREATE TRIGGER families_end AFTER DELETE ON members FOR EACH ROW EXECUTE FUNCTION families_end_with_membership();

-- The token is in the mail alone; here is its SHA-256.
CREATE TABLE invitations (
  id text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'developer', 'accountant', 'viewer')),
  token_hash text NOT NULL UNIQUE,
  invited_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by text,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX invitations_pending ON invitations (organization_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_by_organization ON invitations (organization_id, id);

CREATE TABLE user_preferences (
  user_id text PRIMARY KEY REFERENCES auth_user (id) ON DELETE CASCADE,
  preferences jsonb NOT NULL,
  updated_at timestamptz NOT NULL
);

ALTER TABLE api_keys
  ADD COLUMN kind text NOT NULL DEFAULT 'sk' CHECK (kind IN ('sk', 'rk')),
  ADD COLUMN ip_allow cidr[] NOT NULL DEFAULT '{}',
  ADD COLUMN replaces text REFERENCES api_keys (id),
  ADD COLUMN created_by text,
  ADD COLUMN last_used_at timestamptz,
  ADD COLUMN limit_reads integer NOT NULL DEFAULT 1000 CHECK (limit_reads >= 0),
  ADD COLUMN limit_issuing integer NOT NULL DEFAULT 1000 CHECK (limit_issuing >= 0),
  ADD COLUMN limit_lookups integer NOT NULL DEFAULT 1000 CHECK (limit_lookups >= 0);
CREATE INDEX api_keys_by_organization ON api_keys (organization_id, id);
-- A key is replaced once.
CREATE UNIQUE INDEX api_keys_replaces ON api_keys (replaces) WHERE replaces IS NOT NULL;

-- From where a key was used on a day: the address as a keyed hash. A new row is what the audit log is told of.
CREATE TABLE api_key_uses (
  api_key_id text NOT NULL REFERENCES api_keys (id),
  organization_id text NOT NULL,
  day date NOT NULL,
  address text NOT NULL,
  PRIMARY KEY (api_key_id, day, address)
);
CREATE INDEX api_key_uses_by_day ON api_key_uses (day);

-- A guarded change that found nothing to change ends the transaction it is in: `code` is the error that the caller sees.
CREATE FUNCTION must_affect(n bigint, code text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF n = 0 THEN RAISE EXCEPTION USING ERRCODE = 'AR001', MESSAGE = code; END IF;
END $$;

-- null: no such key, or one that opens nothing any more.
DROP FUNCTION find_api_key(text);
CREATE FUNCTION find_api_key(p_hash text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT json_build_object(
    'id', k.id, 'organizationId', k.organization_id, 'mode', k.mode, 'scopes', k.scopes, 'ipAllow', k.ip_allow::text[],
    'expiresAt', floor(extract(epoch FROM k.expires_at) * 1000),
    'limits', json_build_object('reads', k.limit_reads, 'issuing', k.limit_issuing, 'lookups', k.limit_lookups))
  FROM api_keys k JOIN organizations o ON o.id = k.organization_id AND o.deleted_at IS NULL
  WHERE k.hash = p_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
$$;

-- What names the objects of keys, so that they can be told of what is decided: keys of the organization that asks, those or all of
-- which were not revoked before.
CREATE FUNCTION api_key_hashes(p_ids text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT hash FROM api_keys
  WHERE organization_id = current_setting('app.org', true) AND (id = ANY (p_ids) OR (p_ids IS NULL AND revoked_at IS NULL))
$$;

-- An organization with its first owner.
CREATE FUNCTION create_organization(p_id text, p_name text, p_user text, p_at timestamptz, p_entries jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO organizations (id, name, created_at) VALUES (p_id, p_name, p_at);
  INSERT INTO members (organization_id, user_id, role, created_at) VALUES (p_id, p_user, 'owner', p_at);
  PERFORM audit_append(p_id, p_entries);
END $$;

-- The organizations of the user who asks (`app.user`), each with its issuers, and his preferences.
CREATE FUNCTION my_overview() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT json_build_object(
    'organizations', coalesce((
      SELECT json_agg(json_build_object(
        'id', o.id, 'name', o.name, 'role', m.role, 'createdAt', o.created_at, 'deletedAt', o.deleted_at,
        'issuers', coalesce((
          SELECT json_agg(json_build_object(
            'id', i.id, 'mode', i.mode, 'environment', i.environment, 'cuit', i.cuit, 'legalName', i.legal_name) ORDER BY i.id)
          FROM issuers i WHERE i.organization_id = o.id AND o.deleted_at IS NULL), '[]')) ORDER BY o.id)
      FROM members m JOIN organizations o ON o.id = m.organization_id
      WHERE m.user_id = current_setting('app.user', true)), '[]'),
    'preferences', coalesce((
      SELECT p.preferences FROM user_preferences p WHERE p.user_id = current_setting('app.user', true)), '{}'))
$$;

-- One use: the row's lock lets one of several in, and the others find it taken. The user is the one who asks (`app.user`).
CREATE FUNCTION accept_invitation(p_hash text, p_email text, p_at timestamptz, p_entry jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE i invitations; o organizations; u text := current_setting('app.user', true);
BEGIN
  SELECT * INTO i FROM invitations WHERE token_hash = p_hash FOR UPDATE;
  IF NOT FOUND OR i.accepted_at IS NOT NULL OR i.revoked_at IS NOT NULL OR i.expires_at <= p_at THEN
    RETURN json_build_object('outcome', 'invalid');
  END IF;
  SELECT * INTO o FROM organizations WHERE id = i.organization_id AND deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN RETURN json_build_object('outcome', 'invalid'); END IF;
  -- Of whoever may not give that role any more, it gives nothing: roles are changed under the lock that is held here.
  IF NOT EXISTS (SELECT FROM members m WHERE m.organization_id = i.organization_id AND m.user_id = i.invited_by
      AND (m.role = 'owner' OR (m.role = 'admin' AND i.role <> 'owner'))) THEN
    RETURN json_build_object('outcome', 'invalid');
  END IF;
  IF i.email <> lower(p_email) THEN RETURN json_build_object('outcome', 'another_email'); END IF;
  INSERT INTO members (organization_id, user_id, role, created_at) VALUES (i.organization_id, u, i.role, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN json_build_object('outcome', 'member'); END IF;
  UPDATE invitations SET accepted_at = p_at, accepted_by = u WHERE id = i.id;
  PERFORM audit_append(i.organization_id, jsonb_build_array(p_entry || jsonb_build_object('target', i.id)));
  RETURN json_build_object('outcome', 'accepted', 'id', o.id, 'name', o.name, 'role', i.role, 'createdAt', o.created_at);
END $$;

-- What an isolate has collected about uses of keys: [{"key", "at", "address", "first", "another"}]; the last two are entries for the
-- audit log, of which the one that applies is appended. Keys first, then the heads of the chains, each in order: no deadlock.
CREATE FUNCTION record_api_key_uses(p_uses jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u record; told jsonb := '[]'; org text; was timestamptz;
BEGIN
  FOR u IN SELECT x.key, x.at, x.address, x.first, x.another
    FROM jsonb_to_recordset(p_uses) AS x(key text, at timestamptz, address text, first jsonb, another jsonb) ORDER BY x.key, x.at LOOP
    SELECT organization_id, last_used_at INTO org, was FROM api_keys WHERE id = u.key FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    UPDATE api_keys SET last_used_at = greatest(last_used_at, u.at) WHERE id = u.key;
    INSERT INTO api_key_uses VALUES (u.key, org, (u.at AT TIME ZONE 'UTC')::date, u.address) ON CONFLICT DO NOTHING;
    IF FOUND THEN
      told := told || jsonb_build_object('org', org, 'entry', CASE WHEN was IS NULL THEN u.first ELSE u.another END);
    END IF;
  END LOOP;
  FOR u IN SELECT t->>'org' AS org, jsonb_agg(t->'entry') AS entries FROM jsonb_array_elements(told) t GROUP BY 1 ORDER BY 1 LOOP
    PERFORM audit_append(u.org, u.entries);
  END LOOP;
  DELETE FROM api_key_uses WHERE day < (now() AT TIME ZONE 'UTC')::date - 2;
END $$;

-- Organizations whose days of grace are over lose all that they have, in whatever order the keys between their tables allow; of
-- the audit log the payloads. Its chain stays, and still verifies.
CREATE FUNCTION purge_organization(p_org text, p_before timestamptz, p_entries jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE remaining text[]; stuck text[]; t text;
BEGIN
  PERFORM FROM organizations WHERE id = p_org AND deleted_at <= p_before FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT array_agg(c.table_name::text) INTO remaining FROM information_schema.columns c
    JOIN information_schema.tables b USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND b.table_type = 'BASE TABLE'
      AND c.table_name NOT IN ('audit_heads', 'audit_log');
  WHILE cardinality(remaining) > 0 LOOP
    stuck := '{}';
    FOREACH t IN ARRAY remaining LOOP
      BEGIN
        EXECUTE format('DELETE FROM %I WHERE organization_id = $1', t) USING p_org;
      EXCEPTION WHEN foreign_key_violation THEN stuck := stuck || t;
      END;
    END LOOP;
    IF cardinality(stuck) = cardinality(remaining) THEN RAISE EXCEPTION 'cannot purge %', stuck; END IF;
    remaining := stuck;
  END LOOP;
  UPDATE audit_log SET payload = NULL WHERE organization_id = p_org AND payload IS NOT NULL;
  PERFORM audit_append(p_org, p_entries);
  DELETE FROM issuer_objects WHERE name LIKE 'sandbox:' || replace(p_org, '_', '\_') || ':%';
  DELETE FROM organizations WHERE id = p_org;
  RETURN true;
END $$;

CREATE FUNCTION organizations_to_purge(p_before timestamptz) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM organizations WHERE deleted_at <= p_before ORDER BY deleted_at LIMIT 20
$$;

-- Beside what `audit_broken` sees: an end that was cut off, which only the head of the chain knows of.
CREATE VIEW audit_faults AS
SELECT organization_id, seq, fault FROM audit_broken
UNION ALL
SELECT h.organization_id, coalesce(l.seq, 0), 'end' FROM audit_heads h
LEFT JOIN LATERAL (SELECT seq, hash FROM audit_log WHERE organization_id = h.organization_id ORDER BY seq DESC LIMIT 1) l ON true
WHERE h.seq <> coalesce(l.seq, 0) OR h.hash <> coalesce(l.hash, '\x')
UNION ALL
SELECT DISTINCT l.organization_id, 0::bigint, 'head' FROM audit_log l
WHERE NOT EXISTS (SELECT FROM audit_heads h WHERE h.organization_id = l.organization_id);

CREATE INDEX audit_log_by_actor ON audit_log (organization_id, actor, seq);
CREATE INDEX audit_log_by_target ON audit_log (organization_id, target, seq);
CREATE INDEX audit_log_by_action ON audit_log (organization_id, action, seq);

REVOKE ALL ON FUNCTION find_api_key(text), api_key_hashes(text[]), create_organization(text, text, text, timestamptz, jsonb), my_overview(),
  accept_invitation(text, text, timestamptz, jsonb), record_api_key_uses(jsonb), purge_organization(text, timestamptz, jsonb),
  organizations_to_purge(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(text), api_key_hashes(text[]), create_organization(text, text, text, timestamptz, jsonb), my_overview(),
  accept_invitation(text, text, timestamptz, jsonb), record_api_key_uses(jsonb), purge_organization(text, timestamptz, jsonb),
  organizations_to_purge(timestamptz) TO app;

-- The hash of a key, or of a token, can be written and never read.
GRANT SELECT, UPDATE (name, deleted_at, deleted_by) ON organizations TO app;
GRANT SELECT, INSERT, UPDATE (role), DELETE ON members TO app;
GRANT SELECT (id, organization_id, email, role, invited_by, created_at, expires_at, accepted_at, accepted_by, revoked_at), INSERT,
  UPDATE (revoked_at) ON invitations TO app;
GRANT SELECT (id, organization_id, mode, kind, hint, name, scopes, ip_allow, replaces, created_by, created_at, expires_at, revoked_at,
  last_used_at, limit_reads, limit_issuing, limit_lookups), INSERT, UPDATE (name, expires_at, revoked_at, ip_allow) ON api_keys TO app;
GRANT SELECT, INSERT, UPDATE ON user_preferences TO app;

ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key_uses ENABLE ROW LEVEL SECURITY;

CREATE POLICY owner ON organizations USING (id = current_setting('app.org', true));
CREATE POLICY owner ON members USING (organization_id = current_setting('app.org', true));
CREATE POLICY owner ON invitations USING (organization_id = current_setting('app.org', true));
CREATE POLICY owner ON api_keys USING (organization_id = current_setting('app.org', true));
CREATE POLICY owner ON user_preferences USING (user_id = current_setting('app.user', true));
