import { expect, test } from "vitest";
import { onTime } from "../support/on-time.ts";
import { apiWith } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";
import { PASSWORD, signedUp, signIn } from "./support.ts";

test("what is over is swept, and what is not stays", async () => {
  const one = await signedUp();
  const over = await signIn(one.email);
  const user = String(one.session.user.id);
  const issue = () => apiWith().post("/v1/auth/token", { email: one.email, password: PASSWORD });
  await issue();
  await issue();
  await asOwner()`update auth_session set expires_at = now() - interval '1 minute' where id = ${over.session.id}`;
  await asOwner()`update token_families set revoked_at = now() - interval '8 days' where id = (select min(id) from token_families where user_id = ${user})`;
  await onTime("20 * * * *");
  expect(await asOwner()`select id from auth_session where user_id = ${user}`).toEqual([{ id: one.session.id }]);
  expect(await asOwner()`select count(*)::int as n from token_families where user_id = ${user}`).toEqual([{ n: 1 }]);
  expect(await asOwner()`select r.n from refresh_tokens r join token_families f on f.id = r.family where f.user_id = ${user}`).toEqual([
    { n: 0 },
  ]);
});
