import { createMiddleware } from "hono/factory";
import { AppError } from "../../shared/errors.ts";
import { people } from "../accounts/index.ts";
import type { ApiEnv } from "./api-env.ts";
import { isOpenWrite } from "./open-writes.ts";
import { trustedOrigins } from "./origins.ts";

const SESSION = new RegExp(`(^|;\\s*)${people.SESSION_COOKIE}=`);
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * What a browser sends by itself may not be what authorizes a write: with a cookie, the `Origin` must be one of ours. Operations
 * that sign in set a cookie, so that a page elsewhere may not call what is open to anyone either; what sends no `Origin` is no browser.
 * @throws AppError `csrf`
 */
export const refuseForeignOrigins = createMiddleware<ApiEnv>(async (c, next) => {
  const origin = c.req.header("origin");
  const byCookie = SESSION.test(c.req.header("cookie") ?? "") && c.req.header("authorization") === undefined;
  const concerned = byCookie || (origin !== undefined && isOpenWrite(c.req.path));
  if (concerned && !SAFE.has(c.req.method) && !trustedOrigins(c.env).includes(origin ?? "")) throw new AppError("csrf");
  await next();
});
