import { describe, expect, test } from "vitest";
import { apiWith, organization } from "../support/organization.ts";
import { DASHBOARD, PASSWORD, signedUp, signUp } from "./support.ts";

const FOREIGN = ["https://evil.test", "https://app.test.evil.test", "http://app.test", "https://app.test:444", "null", ""];
const csrf = { status: 403, error: { code: "csrf", type: "permission_error" } };

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await apiWith().send(method, path, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, error: text ? JSON.parse(text).error : undefined };
}

describe("a write by cookie", () => {
  test.each(FOREIGN)("from %j is refused", async (origin) => {
    const { cookie = "" } = await signedUp();
    expect(await send("POST", "/v1/auth/sign-out", { cookie, origin })).toMatchObject(csrf);
    expect(await send("DELETE", "/v1/auth/totp", { cookie, origin })).toMatchObject(csrf);
    expect((await send("GET", "/v1/auth/sessions", { cookie })).status).toBe(200);
  });

  test("without Origin is refused", async () => {
    const { cookie = "" } = await signedUp();
    expect(await send("POST", "/v1/auth/sign-out", { cookie })).toMatchObject(csrf);
    expect(await send("POST", "/v1/invoices", { cookie }, {})).toMatchObject(csrf);
  });

  test("from the dashboard passes; the list may have several", async () => {
    const [one, two] = [await signedUp(), await signedUp()];
    expect((await send("POST", "/v1/auth/sign-out", { cookie: one.cookie ?? "", origin: DASHBOARD })).status).toBe(200);
    expect((await send("POST", "/v1/auth/sign-out", { cookie: two.cookie ?? "", origin: "https://panel.test" })).status).toBe(200);
  });

  test("in a form, or in text, is no call of ours", async () => {
    const { cookie = "" } = await signedUp();
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]) {
      const headers = { cookie, origin: DASHBOARD, "content-type": type };
      expect((await send("POST", "/v1/auth/step-up", headers, { password: PASSWORD })).status).toBe(415);
    }
  });
});

test("a page elsewhere cannot sign somebody in", async () => {
  const email = await signUp();
  const answer = await send("POST", "/v1/auth/sign-in", { origin: "https://evil.test" }, { email, password: PASSWORD });
  expect(answer).toMatchObject(csrf);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect((await send("POST", "/v1/auth/sign-in", {}, { email, password: PASSWORD })).status).toBe(200);
});

describe("another origin", () => {
  test("is let in if it is the dashboard, with its cookie, and by a preflight", async () => {
    const { cookie = "" } = await signedUp();
    const { headers } = await send("GET", "/v1/auth/sessions", { cookie, origin: DASHBOARD });
    expect(Object.fromEntries(headers)).toMatchObject({
      "access-control-allow-origin": DASHBOARD,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": expect.stringContaining("Request-Id"),
      vary: "Origin",
    });
    const preflight = await send("OPTIONS", "/v1/auth/sign-in", { origin: DASHBOARD, "access-control-request-method": "POST" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("Arca-Organization");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
  });

  test("is let in also to an error's answer", async () => {
    const { headers, status } = await send("GET", "/v1/auth/sessions", { origin: DASHBOARD });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([401, DASHBOARD]);
  });

  test.each(FOREIGN)("%j is not", async (origin) => {
    for (const [method, path] of [
      ["GET", "/v1/auth/sessions"],
      ["OPTIONS", "/v1/auth/sign-in"],
    ] as const) {
      const { headers } = await send(method, path, { origin, "access-control-request-method": "POST" });
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });
});

describe("what the library behind sign-in would answer", () => {
  test.each([
    ["POST", "/v1/auth/sign-up/email"],
    ["POST", "/v1/auth/sign-in/email"],
    ["POST", "/v1/auth/sign-in/social"],
    ["GET", "/v1/auth/get-session"],
    ["GET", "/v1/auth/list-sessions"],
    ["POST", "/v1/auth/revoke-sessions"],
    ["POST", "/v1/auth/update-user"],
    ["POST", "/v1/auth/delete-user"],
    ["POST", "/v1/auth/request-password-reset"],
    ["GET", "/v1/auth/reset-password/x"],
    ["POST", "/v1/auth/two-factor/enable"],
    ["POST", "/v1/auth/two-factor/verify-totp"],
    ["POST", "/v1/auth/two-factor/send-otp"],
    ["GET", "/v1/auth/verify-email"],
    ["GET", "/v1/auth/ok"],
    ["GET", "/v1/auth/error"],
    ["POST", "/api/auth/sign-in/email"],
  ])("%s %s is not there", async (method, path) => {
    const { cookie = "" } = await signedUp();
    const { status, error } = await send(method, path, { cookie, origin: DASHBOARD }, method === "POST" ? {} : undefined);
    expect([status, error.code]).toEqual([404, "not_found"]);
  });
});

describe("an API key is nobody who has signed in", () => {
  test.each([
    ["GET", "/v1/auth/sessions"],
    ["DELETE", "/v1/auth/sessions/ses_01kaf3rk4ke6w8k9b6n2m5xq7g"],
    ["POST", "/v1/auth/sign-out"],
    ["POST", "/v1/auth/step-up"],
    ["POST", "/v1/auth/change-password"],
    ["POST", "/v1/auth/change-email"],
    ["POST", "/v1/auth/totp"],
    ["POST", "/v1/auth/totp/confirm"],
    ["DELETE", "/v1/auth/totp"],
    ["POST", "/v1/auth/recovery-codes"],
  ])("%s %s", async (method, path) => {
    const { send: ask } = await organization();
    const response = await ask(method, path, method === "POST" ? { body: "{}" } : {});
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "forbidden", errors: [{ code: "people_only" }] } });
    expect((await send(method, path, {}, method === "POST" ? {} : undefined)).status).toBe(401);
  });
});
