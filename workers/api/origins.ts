/** Of the dashboard, exactly: scheme, host and port. `null`, what browsers call an origin that they hide, is never one. */
export const trustedOrigins = ({ DASHBOARD_ORIGINS }: Pick<Env, "DASHBOARD_ORIGINS">): readonly string[] =>
  DASHBOARD_ORIGINS.split(",")
    .map((origin) => origin.trim())
    .filter((origin) => origin !== "" && origin !== "null");
