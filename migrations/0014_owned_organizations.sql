-- How many organizations the user who asks (`app.user`) owns, also those that are being deleted: row level security shows the members of
-- one organization at a time.
CREATE FUNCTION owned_organizations() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM members WHERE user_id = current_setting('app.user', true) AND role = 'owner'
$$;
REVOKE ALL ON FUNCTION owned_organizations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owned_organizations() TO app;
