-- A role that was given by somebody without a second factor opens live mode to whoever has one of his own, whatever the role: else an
-- owner without would only have to invite a second account of his.

ALTER TABLE members ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;
ALTER TABLE invitations ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION signed_in(p_session text, p_family text) RETURNS TABLE (
  id text, expires_at timestamptz, fresh_at timestamptz, second_factor boolean,
  user_id text, email text, name text, language text, two_factor_enabled boolean, memberships json
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT s.id, s.expires_at, s.fresh_at, s.second_factor, u.id, u.email, u.name, u.language, u.two_factor_enabled,
    coalesce((
      SELECT json_agg(json_build_object('organizationId', m.organization_id, 'name', o.name, 'role', m.role,
          'secondFactorRequired', m.second_factor_required, 'deletedAt', o.deleted_at)
        ORDER BY m.created_at, m.organization_id)
      FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.user_id = u.id
    ), '[]')
  FROM (
    SELECT a.id, a.user_id, a.expires_at, a.fresh_at, a.second_factor FROM auth_session a WHERE a.token = p_session AND a.expires_at > now()
    UNION ALL
    SELECT f.id, f.user_id, f.expires_at, f.fresh_at, f.second_factor FROM token_families f
    WHERE f.id = p_family AND f.revoked_at IS NULL AND f.expires_at > now()
  ) s JOIN auth_user u ON u.id = s.user_id;
END $$;

CREATE OR REPLACE FUNCTION accept_invitation(p_hash text, p_email text, p_at timestamptz, p_entry jsonb) RETURNS json
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
  INSERT INTO members (organization_id, user_id, role, created_at, second_factor_required)
    VALUES (i.organization_id, u, i.role, p_at, i.second_factor_required) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN json_build_object('outcome', 'member'); END IF;
  UPDATE invitations SET accepted_at = p_at, accepted_by = u WHERE id = i.id;
  PERFORM audit_append(i.organization_id, jsonb_build_array(p_entry || jsonb_build_object('target', i.id)));
  RETURN json_build_object('outcome', 'accepted', 'id', o.id, 'name', o.name, 'role', i.role, 'createdAt', o.created_at);
END $$;

GRANT UPDATE (second_factor_required) ON members TO app;
