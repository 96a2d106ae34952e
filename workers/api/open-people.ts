import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { people } from "../accounts/index.ts";
import { peoplePorts } from "../platform/people-ports.ts";
import type { ApiEnv } from "./api-env.ts";

/** Hands on how to reach the verbs of people; what they need is made when one of them is called. */
export function openPeople() {
  const open = people.createPeople();
  return createMiddleware<ApiEnv>(async (c, next) => {
    let opened: people.PeopleCtx | undefined;
    c.set("people", () => (opened ??= open(peoplePorts(c.env), clientOf(c), (work) => c.executionCtx.waitUntil(work))));
    await next();
  });
}

const clientOf = (c: Context<ApiEnv>): people.Client => ({
  requestId: c.var.requestId,
  address: c.req.header("cf-connecting-ip"),
  userAgent: c.req.header("user-agent")?.slice(0, 300),
  language: /^\s*en\b/i.test(c.req.header("accept-language") ?? "") ? "en" : "es",
});
