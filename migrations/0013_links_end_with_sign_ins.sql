-- What ends with a changed password or second factor: as before, and also a change of address that waits in the mailbox it leads to.
-- Whoever was thrown out may have asked for it.
CREATE OR REPLACE FUNCTION end_sign_ins(p_user text, p_but_session text, p_reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE auth_user SET sign_ins_ended = sign_ins_ended + 1 WHERE id = p_user;
  DELETE FROM auth_session WHERE user_id = p_user AND id IS DISTINCT FROM p_but_session;
  DELETE FROM mail_tokens WHERE user_id = p_user AND kind IN ('reset_password', 'change_email');
  UPDATE token_families SET revoked_at = now(), reason = p_reason WHERE user_id = p_user AND revoked_at IS NULL
$$;
