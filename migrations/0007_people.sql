-- People: who they are, how they sign in, and what tells them so. None of these tables belongs to an organization.
-- auth_user, auth_session, auth_account, auth_verification and auth_two_factor have the shape that better-auth reads; whatever
-- changes more than one row is one of the functions below, since Neon over HTTP has no transaction across statements.
-- No secret stands here in clear: sessions, mail links, refresh tokens and recovery codes as hashes, TOTP seeds and mails encrypted.

CREATE TABLE auth_user (
  id text PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  email_verified boolean NOT NULL DEFAULT false,
  name text NOT NULL,
  image text,
  -- Of the mails that he gets.
  language text NOT NULL DEFAULT 'es' CHECK (language IN ('es', 'en')),
  two_factor_enabled boolean NOT NULL DEFAULT false,
  -- How often all sign-ins have ended since what proves him changed.
  sign_ins_ended integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE auth_session (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE CHECK (token LIKE 's1.%'),
  expires_at timestamptz NOT NULL,
  -- When he last proved who he is: at sign-in, or by a step-up.
  fresh_at timestamptz NOT NULL DEFAULT now(),
  second_factor boolean NOT NULL DEFAULT false,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_session_by_user ON auth_session (user_id);

CREATE TABLE auth_account (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  -- NULL: several have signed up with his address, of whom none counts before whoever owns it has chosen one.
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, provider_id)
);

-- Challenges between password and code.
CREATE TABLE auth_verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_verification_by_identifier ON auth_verification (identifier);

CREATE TABLE auth_two_factor (
  id text PRIMARY KEY,
  user_id text NOT NULL UNIQUE REFERENCES auth_user (id) ON DELETE CASCADE,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT false,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);

-- What works a single time, such as a TOTP code within its life; keys are keyed hashes.
CREATE TABLE used_once (key text PRIMARY KEY, expires_at timestamptz NOT NULL);

-- Links in mails. `data` is what using one brings about: the new address.
CREATE TABLE mail_tokens (
  hash text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('verify_email', 'change_email', 'reset_password')),
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  data jsonb NOT NULL DEFAULT '{}',
  expires_at timestamptz NOT NULL
);
CREATE INDEX mail_tokens_by_user ON mail_tokens (user_id);

-- A sign-in of an API client: its access tokens name it, its refresh tokens follow one another in it.
CREATE TABLE token_families (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  fresh_at timestamptz NOT NULL DEFAULT now(),
  second_factor boolean NOT NULL,
  ip_address text,
  user_agent text,
  revoked_at timestamptz,
  reason text
);
CREATE INDEX token_families_by_user ON token_families (user_id);
CREATE TABLE refresh_tokens (
  hash text PRIMARY KEY,
  family text NOT NULL REFERENCES token_families (id) ON DELETE CASCADE,
  n integer NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  UNIQUE (family, n)
);

-- Mails wait here until something sends them; what they say is sealed, for it holds links.
CREATE TABLE mails (
  id text PRIMARY KEY,
  recipient text NOT NULL,
  kind text NOT NULL,
  language text NOT NULL CHECK (language IN ('es', 'en')),
  sealed text NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at timestamptz
);
CREATE INDEX mails_queued ON mails (created_at) WHERE status = 'queued';

-- What happens to a user stands in the chain of each organization that he is a member of; in one of his own while there is none. From
-- where, and with what browser, he acts is no organization's business: he may be a member of several.
-- Further entries get ids made from the first one's, so that a repeated batch stays safe; the time in an id is kept.
CREATE FUNCTION audit_of_user(p_user text, p_id text, p_action text, p_payload text, p_target text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o text; i text := p_id; shared text := (p_payload::jsonb - 'ip_address' - 'user_agent')::text;
BEGIN
  FOR o IN SELECT organization_id FROM members WHERE user_id = p_user ORDER BY 1 LOOP
    PERFORM audit_append(o, jsonb_build_array(jsonb_build_object('id', i, 'actor', p_user, 'action', p_action, 'target', coalesce(p_target, p_user), 'payload', shared)));
    i := substr(p_id, 1, 14) || substr(md5(p_id || o), 1, 16);
  END LOOP;
  IF NOT FOUND THEN
    PERFORM audit_append(p_user, jsonb_build_array(jsonb_build_object('id', i, 'actor', p_user, 'action', p_action, 'target', coalesce(p_target, p_user), 'payload', p_payload)));
  END IF;
END $$;

-- Whoever makes a session, it is told of in the same statement.
CREATE FUNCTION session_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM audit_of_user(NEW.user_id, 'aud_' || substr(NEW.id, 5), 'session.created',
    json_build_object('second_factor', NEW.second_factor, 'ip_address', NEW.ip_address, 'user_agent', NEW.user_agent, 'nonce', gen_random_uuid())::text, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_session AFTER INSERT ON auth_session FOR EACH ROW EXECUTE FUNCTION session_audit();

CREATE FUNCTION revoke_families(p_user text, p_reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE token_families SET revoked_at = now(), reason = p_reason WHERE user_id = p_user AND revoked_at IS NULL
$$;

-- For a trigger on the table of members.
CREATE FUNCTION families_end_with_membership() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM revoke_families(OLD.user_id, 'member_removed');
  RETURN NULL;
END $$;

-- Two that change how somebody signs in, or one beside a sign-in, come one after the other. Whoever needs this lock takes it before
-- any other row: no deadlock.
CREATE FUNCTION lock_user(p_user text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT FROM auth_user WHERE id = p_user FOR NO KEY UPDATE
$$;

-- What ends with a changed password or second factor: every other sign-in, also one that is under way (see settle_sign_in), and
-- each link still in some mailbox.
CREATE FUNCTION end_sign_ins(p_user text, p_but_session text, p_reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE auth_user SET sign_ins_ended = sign_ins_ended + 1 WHERE id = p_user;
  DELETE FROM auth_session WHERE user_id = p_user AND id IS DISTINCT FROM p_but_session;
  DELETE FROM mail_tokens WHERE user_id = p_user AND kind = 'reset_password';
  UPDATE token_families SET revoked_at = now(), reason = p_reason WHERE user_id = p_user AND revoked_at IS NULL
$$;

-- @param p_mail {id, kind, sealed}
CREATE FUNCTION queue_mail(p_mail jsonb, p_to text, p_language text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO mails (id, recipient, kind, language, sealed) VALUES (p_mail->>'id', p_to, p_mail->>'kind', p_language, p_mail->>'sealed')
$$;

-- User, password, organization and its owner, or none of them. Where the address has a user already, his mailbox is told, and
-- nobody else. Of several sign-ups before the address is verified nobody can tell whose is the mailbox's owner's: from the second one
-- on none of their passwords counts, nor any link that would let one count; whoever owns the mailbox chooses one there. His name and
-- that of his organization are those of the last sign-up, which the mail says.
-- @param p {user: {id, email, name, language}, account, password, organization: {id, name}, token, token_seconds, verify, choose,
-- known, audit, again}; the last two are entries for the audit log, of which those that apply are appended
CREATE FUNCTION sign_up(p jsonb) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u auth_user; created boolean; kind text := 'verify_email';
BEGIN
  INSERT INTO auth_user (id, email, name, language)
    VALUES (p->'user'->>'id', p->'user'->>'email', p->'user'->>'name', p->'user'->>'language') ON CONFLICT (email) DO NOTHING;
  created := FOUND;
  IF created THEN
    INSERT INTO auth_account (id, user_id, account_id, provider_id, password)
      VALUES (p->>'account', p->'user'->>'id', p->'user'->>'id', 'credential', p->>'password');
    INSERT INTO organizations (id, name, created_at) VALUES (p->'organization'->>'id', p->'organization'->>'name', now());
    INSERT INTO members (organization_id, user_id, role, created_at) VALUES (p->'organization'->>'id', p->'user'->>'id', 'owner', now());
  END IF;
  SELECT * INTO u FROM auth_user WHERE email = p->'user'->>'email' FOR NO KEY UPDATE;
  IF u.email_verified THEN
    PERFORM queue_mail(p->'known', u.email, u.language);
    RETURN 'known';
  END IF;
  IF NOT created THEN
    kind := 'reset_password';
    UPDATE auth_user SET name = p->'user'->>'name', language = p->'user'->>'language', updated_at = now() WHERE id = u.id RETURNING * INTO u;
    UPDATE auth_account SET password = NULL, updated_at = now() WHERE user_id = u.id AND provider_id = 'credential';
    -- Unverified, he has never been in, and has but the one that came with him.
    UPDATE organizations o SET name = p->'organization'->>'name' FROM members m WHERE m.user_id = u.id AND m.organization_id = o.id;
    DELETE FROM mail_tokens t WHERE t.user_id = u.id AND t.kind = 'verify_email';
  END IF;
  INSERT INTO mail_tokens (hash, kind, user_id, expires_at)
    VALUES (p->>'token', kind, u.id, now() + make_interval(secs => (p->>'token_seconds')::int));
  IF created THEN
    PERFORM queue_mail(p->'verify', u.email, u.language);
    PERFORM audit_append(p->'organization'->>'id', p->'audit');
    RETURN 'created';
  END IF;
  PERFORM queue_mail(p->'choose', u.email, u.language);
  PERFORM audit_of_user(u.id, p->'again'->>'id', 'user.signed_up_again', p->'again'->>'payload');
  RETURN 'unverified';
END $$;

-- Another link for who has not followed his first one: to verify the only sign-up, or, of several, to choose a password.
CREATE FUNCTION resend_verification(p_email text, p_token text, p_seconds integer, p_verify jsonb, p_choose jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u auth_user; only_one boolean;
BEGIN
  SELECT * INTO u FROM auth_user WHERE email = p_email AND NOT email_verified FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT a.password IS NOT NULL INTO only_one FROM auth_account a WHERE a.user_id = u.id AND a.provider_id = 'credential';
  INSERT INTO mail_tokens (hash, kind, user_id, expires_at)
    VALUES (p_token, CASE WHEN only_one THEN 'verify_email' ELSE 'reset_password' END, u.id, now() + make_interval(secs => p_seconds));
  PERFORM queue_mail(CASE WHEN only_one THEN p_verify ELSE p_choose END, u.email, u.language);
END $$;

-- Follows a link to an address: of a sign-up, or of a change, of which the old address is told.
CREATE FUNCTION verify_email(p_token text, p_mail jsonb, p_audit text, p_payload text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t mail_tokens; u auth_user;
BEGIN
  PERFORM lock_user(m.user_id) FROM mail_tokens m WHERE m.hash = p_token;
  DELETE FROM mail_tokens WHERE hash = p_token AND kind IN ('verify_email', 'change_email') AND expires_at > now() RETURNING * INTO t;
  IF NOT FOUND THEN RETURN 'invalid'; END IF;
  SELECT * INTO u FROM auth_user WHERE id = t.user_id;
  IF t.kind = 'verify_email' THEN
    IF u.email_verified THEN RETURN 'invalid'; END IF;
    UPDATE auth_user SET email_verified = true, updated_at = now() WHERE id = u.id;
    DELETE FROM mail_tokens WHERE user_id = u.id;
    PERFORM audit_of_user(u.id, p_audit, 'user.email_verified', p_payload);
    RETURN 'verified';
  END IF;
  BEGIN
    UPDATE auth_user SET email = t.data->>'email', updated_at = now() WHERE id = u.id;
  EXCEPTION WHEN unique_violation THEN RETURN 'invalid';
  END;
  DELETE FROM mail_tokens WHERE user_id = u.id;
  PERFORM queue_mail(p_mail, u.email, u.language);
  PERFORM audit_of_user(u.id, p_audit, 'user.email_changed', p_payload);
  RETURN 'changed';
END $$;

-- Nothing at all where the address is taken: the answer is the same.
CREATE FUNCTION start_email_change(p_user text, p_email text, p_token text, p_seconds integer, p_mail jsonb, p_audit text, p_payload text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u auth_user;
BEGIN
  IF EXISTS (SELECT FROM auth_user WHERE email = p_email) THEN RETURN; END IF;
  SELECT * INTO u FROM auth_user WHERE id = p_user;
  DELETE FROM mail_tokens WHERE user_id = p_user AND kind = 'change_email';
  INSERT INTO mail_tokens (hash, kind, user_id, data, expires_at)
    VALUES (p_token, 'change_email', p_user, jsonb_build_object('email', p_email), now() + make_interval(secs => p_seconds));
  PERFORM queue_mail(p_mail, p_email, u.language);
  PERFORM audit_of_user(p_user, p_audit, 'user.email_change_started', p_payload);
END $$;

CREATE FUNCTION forgot_password(p_email text, p_token text, p_seconds integer, p_mail jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u auth_user;
BEGIN
  SELECT * INTO u FROM auth_user WHERE email = p_email;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO mail_tokens (hash, kind, user_id, expires_at) VALUES (p_token, 'reset_password', u.id, now() + make_interval(secs => p_seconds));
  PERFORM queue_mail(p_mail, u.email, u.language);
END $$;

CREATE FUNCTION reset_email(p_token text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.email FROM mail_tokens t JOIN auth_user u ON u.id = t.user_id
  WHERE t.hash = p_token AND t.kind = 'reset_password' AND t.expires_at > now()
$$;

-- Who follows the link owns the mailbox, so the address counts as verified. The second factor stays.
CREATE FUNCTION reset_password(p_token text, p_password text, p_mail jsonb, p_audit text, p_payload text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t mail_tokens; u auth_user;
BEGIN
  PERFORM lock_user(m.user_id) FROM mail_tokens m WHERE m.hash = p_token;
  DELETE FROM mail_tokens WHERE hash = p_token AND kind = 'reset_password' AND expires_at > now() RETURNING * INTO t;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE auth_user SET email_verified = true, updated_at = now() WHERE id = t.user_id RETURNING * INTO u;
  UPDATE auth_account SET password = p_password, updated_at = now() WHERE user_id = u.id AND provider_id = 'credential';
  DELETE FROM mail_tokens WHERE user_id = u.id;
  PERFORM end_sign_ins(u.id, NULL, 'password_reset');
  PERFORM queue_mail(p_mail, u.email, u.language);
  PERFORM audit_of_user(u.id, p_audit, 'user.password_reset', p_payload);
  RETURN true;
END $$;

-- @param p_current the hash that was verified: whoever changed it meanwhile wins
CREATE FUNCTION change_password(p_user text, p_current text, p_password text, p_session text, p_mail jsonb, p_audit text, p_payload text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_user(p_user);
  UPDATE auth_account SET password = p_password, updated_at = now()
    WHERE user_id = p_user AND provider_id = 'credential' AND password = p_current;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM end_sign_ins(p_user, p_session, 'password_changed');
  PERFORM queue_mail(p_mail, u.email, u.language) FROM auth_user u WHERE u.id = p_user;
  PERFORM audit_of_user(p_user, p_audit, 'user.password_changed', p_payload);
  RETURN true;
END $$;

-- Turns the second factor on, if the seed is still the one that the code was of. The session that did it has proven both.
CREATE FUNCTION enable_totp(p_user text, p_secret text, p_codes text, p_session text, p_mail jsonb, p_audit text, p_payload text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_user(p_user);
  UPDATE auth_two_factor SET verified = true, backup_codes = p_codes WHERE user_id = p_user AND secret = p_secret AND NOT verified;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE auth_user SET two_factor_enabled = true, updated_at = now() WHERE id = p_user;
  UPDATE auth_session SET second_factor = true, fresh_at = now() WHERE id = p_session;
  PERFORM end_sign_ins(p_user, p_session, 'two_factor_enabled');
  PERFORM queue_mail(p_mail, u.email, u.language) FROM auth_user u WHERE u.id = p_user;
  PERFORM audit_of_user(p_user, p_audit, 'two_factor.enabled', p_payload);
  RETURN true;
END $$;

CREATE FUNCTION disable_totp(p_user text, p_session text, p_mail jsonb, p_audit text, p_payload text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_user(p_user);
  DELETE FROM auth_two_factor WHERE user_id = p_user AND verified;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE auth_user SET two_factor_enabled = false, updated_at = now() WHERE id = p_user;
  UPDATE auth_session SET second_factor = false WHERE id = p_session;
  PERFORM end_sign_ins(p_user, p_session, 'two_factor_disabled');
  PERFORM queue_mail(p_mail, u.email, u.language) FROM auth_user u WHERE u.id = p_user;
  PERFORM audit_of_user(p_user, p_audit, 'two_factor.disabled', p_payload);
  RETURN true;
END $$;

CREATE FUNCTION renew_recovery_codes(p_user text, p_codes text, p_mail jsonb, p_audit text, p_payload text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE auth_two_factor SET backup_codes = p_codes WHERE user_id = p_user AND verified;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM queue_mail(p_mail, u.email, u.language) FROM auth_user u WHERE u.id = p_user;
  PERFORM audit_of_user(p_user, p_audit, 'recovery_codes.created', p_payload);
  RETURN true;
END $$;

-- One of two that come with the same key at once is told false.
CREATE FUNCTION use_once(p_key text, p_seconds integer) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO used_once (key, expires_at) VALUES (p_key, now() + make_interval(secs => p_seconds))
    ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE used_once.expires_at <= now();
  RETURN FOUND;
END $$;

-- Who is signed in by that session, or by that family of tokens: all that a request has to know of him, in one read.
CREATE FUNCTION signed_in(p_session text, p_family text) RETURNS TABLE (
  id text, expires_at timestamptz, fresh_at timestamptz, second_factor boolean,
  user_id text, email text, name text, language text, two_factor_enabled boolean, memberships json
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT s.id, s.expires_at, s.fresh_at, s.second_factor, u.id, u.email, u.name, u.language, u.two_factor_enabled,
    coalesce((
      SELECT json_agg(json_build_object('organizationId', m.organization_id, 'name', o.name, 'role', m.role, 'deletedAt', o.deleted_at)
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

-- Between the check of a password and the session that it makes, all sign-ins may end: then that session ends, too. Nobody has
-- been given its cookie yet. No row: it ended, here or before.
-- @param p_ended sign_ins_ended of its user before the password was checked
CREATE FUNCTION settle_sign_in(p_session text, p_ended integer, p_audit text, p_payload text) RETURNS TABLE (
  id text, expires_at timestamptz, fresh_at timestamptz, second_factor boolean,
  user_id text, email text, name text, language text, two_factor_enabled boolean, memberships json
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u text; ended integer; s text;
BEGIN
  SELECT a.user_id INTO u FROM auth_session a WHERE a.token = p_session;
  SELECT x.sign_ins_ended INTO ended FROM auth_user x WHERE x.id = u FOR SHARE;
  IF ended IS DISTINCT FROM p_ended THEN
    DELETE FROM auth_session a WHERE a.token = p_session RETURNING a.id INTO s;
    IF s IS NOT NULL THEN PERFORM audit_of_user(u, p_audit, 'session.ended', p_payload, s); END IF;
    RETURN;
  END IF;
  RETURN QUERY SELECT * FROM signed_in(p_session, NULL);
END $$;

CREATE FUNCTION sessions_of(p_user text) RETURNS TABLE (
  id text, kind text, created_at timestamptz, expires_at timestamptz, second_factor boolean, ip_address text, user_agent text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, 'browser', created_at, expires_at, second_factor, ip_address, user_agent FROM auth_session
    WHERE user_id = p_user AND expires_at > now()
  UNION ALL
  SELECT id, 'api_client', created_at, expires_at, second_factor, ip_address, user_agent FROM token_families
    WHERE user_id = p_user AND revoked_at IS NULL AND expires_at > now()
  ORDER BY created_at DESC, id DESC
$$;

-- Ends a session or a family of that user. @param p_user NULL: whoever's it is
CREATE FUNCTION end_session(p_user text, p_id text, p_audit text, p_payload text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o text;
BEGIN
  DELETE FROM auth_session s WHERE s.id = p_id AND (p_user IS NULL OR s.user_id = p_user) AND s.expires_at > now() RETURNING s.user_id INTO o;
  IF o IS NULL THEN
    UPDATE token_families f SET revoked_at = now(), reason = 'signed_out'
      WHERE f.id = p_id AND (p_user IS NULL OR f.user_id = p_user) AND f.revoked_at IS NULL AND f.expires_at > now() RETURNING f.user_id INTO o;
  END IF;
  IF o IS NULL THEN RETURN false; END IF;
  PERFORM audit_of_user(o, p_audit, 'session.ended', p_payload, p_id);
  RETURN true;
END $$;

CREATE FUNCTION refresh_session(p_id text, p_second_factor boolean, p_audit text, p_payload text) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o text;
BEGIN
  UPDATE auth_session s SET fresh_at = now(), second_factor = s.second_factor OR p_second_factor WHERE s.id = p_id RETURNING s.user_id INTO o;
  IF o IS NULL THEN
    UPDATE token_families f SET fresh_at = now(), second_factor = f.second_factor OR p_second_factor
      WHERE f.id = p_id AND f.revoked_at IS NULL RETURNING f.user_id INTO o;
  END IF;
  IF o IS NULL THEN RETURN NULL; END IF;
  PERFORM audit_of_user(o, p_audit, 'session.stepped_up', p_payload, p_id);
  RETURN now();
END $$;

-- A session just made becomes a family with its first refresh token: the same sign-in, in the form for API clients.
CREATE FUNCTION exchange_session(p_session text, p_family text, p_refresh text, p_family_seconds integer, p_seconds integer, p_audit text, p_payload text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s auth_session;
BEGIN
  DELETE FROM auth_session a WHERE a.token = p_session RETURNING * INTO s;
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO token_families (id, user_id, expires_at, second_factor, ip_address, user_agent)
    VALUES (p_family, s.user_id, now() + make_interval(secs => p_family_seconds), s.second_factor, s.ip_address, s.user_agent);
  INSERT INTO refresh_tokens (hash, family, n, expires_at) VALUES (p_refresh, p_family, 0, now() + make_interval(secs => p_seconds));
  PERFORM audit_of_user(s.user_id, p_audit, 'session.exchanged', p_payload, p_family);
  RETURN s.user_id;
END $$;

-- 'rotated': the next one is there. 'repeated': the answer to the first use was lost, and is given again. 'reuse': somebody
-- else has a copy; the family ends.
CREATE FUNCTION refresh_rotate(p_hash text, p_next text, p_seconds integer, p_grace_seconds integer, p_audit text, p_payload text)
RETURNS TABLE (outcome text, family_id text, user_id text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t refresh_tokens; f token_families; o text;
BEGIN
  SELECT * INTO t FROM refresh_tokens r WHERE r.hash = p_hash FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'unknown', NULL::text, NULL::text; RETURN; END IF;
  SELECT * INTO f FROM token_families x WHERE x.id = t.family FOR UPDATE;
  IF f.revoked_at IS NOT NULL OR least(f.expires_at, t.expires_at) <= now() THEN o := 'expired';
  ELSIF t.used_at IS NULL THEN
    o := 'rotated';
    UPDATE refresh_tokens r SET used_at = clock_timestamp() WHERE r.hash = p_hash;
    INSERT INTO refresh_tokens (hash, family, n, expires_at)
      VALUES (p_next, t.family, t.n + 1, least(now() + make_interval(secs => p_seconds), f.expires_at));
  ELSIF t.used_at > clock_timestamp() - make_interval(secs => p_grace_seconds)
    AND EXISTS (SELECT FROM refresh_tokens s WHERE s.hash = p_next AND s.used_at IS NULL) THEN o := 'repeated';
  ELSE
    o := 'reuse';
    UPDATE token_families x SET revoked_at = now(), reason = 'reuse' WHERE x.id = t.family;
    PERFORM audit_of_user(f.user_id, p_audit, 'session.refresh_reused', p_payload, f.id);
  END IF;
  RETURN QUERY SELECT o, f.id, f.user_id;
END $$;

-- What has no use any more.
CREATE FUNCTION sweep_people() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM auth_session WHERE expires_at < now();
  DELETE FROM auth_verification WHERE expires_at < now();
  DELETE FROM used_once WHERE expires_at < now();
  DELETE FROM mail_tokens WHERE expires_at < now();
  DELETE FROM token_families WHERE least(expires_at, revoked_at) < now() - interval '7 days'
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN (
    'audit_of_user', 'revoke_families', 'lock_user', 'end_sign_ins', 'queue_mail', 'sign_up', 'resend_verification', 'verify_email', 'start_email_change',
    'forgot_password', 'reset_email', 'reset_password', 'change_password', 'enable_totp', 'disable_totp', 'renew_recovery_codes', 'use_once',
    'signed_in', 'settle_sign_in', 'sessions_of', 'end_session', 'refresh_session', 'exchange_session', 'refresh_rotate', 'sweep_people') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO app', f);
  END LOOP;
END $$;

GRANT SELECT, UPDATE ON auth_user, auth_account, auth_two_factor TO app;
GRANT INSERT ON auth_two_factor TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_session, auth_verification TO app;
GRANT SELECT, INSERT, UPDATE ON mails TO app;
