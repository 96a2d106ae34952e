import { expect, test } from "vitest";
import { apiWith } from "../support/organization.ts";
import { mailsTo, PASSWORD, tokenFor, withSecondFactor } from "./support.ts";
import { dump } from "../support/dump.ts";

test("a dump of the database holds no password, session, link, code or token in clear", async () => {
  const one = await withSecondFactor();
  const api = apiWith();
  const { body: tokens } = await api.post("/v1/auth/token", { email: one.email, password: PASSWORD, code: one.code() });
  await api.post("/v1/auth/forgot-password", { email: one.email });
  const link = await tokenFor(one.email);
  const session = decodeURIComponent(one.cookie ?? "")
    .split("=")[1]
    ?.split(".")[0];
  const planted = [
    PASSWORD,
    session,
    link,
    tokens.refresh_token,
    tokens.access_token,
    one.secret,
    one.code(),
    ...one.recoveryCodes,
    ...one.recoveryCodes.map((code) => code.replaceAll("-", "")),
  ];
  const tables = Map.groupBy(await dump({ as: "t::text" }), ({ table }) => table);
  expect([...tables.keys()]).toEqual(
    expect.arrayContaining(["auth_session", "mails", "mail_tokens", "refresh_tokens", "used_once", "audit_log"]),
  );
  for (const [table, rows] of tables) {
    const text = rows.map(({ row }) => row).join("\n");
    for (const secret of planted) {
      // Six digits are in every dump by chance; what matters is that no column is the code.
      if (secret?.length === 6) expect(text.split(/[(),"]/)).not.toContain(secret);
      else expect(text.includes(String(secret)), `${table}: ${secret}`).toBe(false);
    }
  }
  expect((await mailsTo(one.email)).length).toBeGreaterThan(0);
});
