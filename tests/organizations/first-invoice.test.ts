import { expect, test } from "vitest";
import { apiWith, issuerInput } from "../support/organization.ts";
import { browser, randomEmail, signUpInput, tokenFor } from "../people/support.ts";

test("from sign-up to the first CAE by the API alone, in six calls", async () => {
  const email = randomEmail();
  const anyone = apiWith();
  expect(await anyone.post("/v1/auth/sign-up", signUpInput(email))).toMatchObject({ status: 202 });
  expect(await anyone.post("/v1/auth/verify-email", { token: await tokenFor(email) })).toMatchObject({ status: 200 });
  const signedIn = await browser().post("/v1/auth/sign-in", { email, password: signUpInput(email).password });
  const me = browser(signedIn.headers.get("set-cookie")?.split(";")[0]);
  expect(await me.post("/v1/issuers", issuerInput())).toMatchObject({ status: 201 });
  const made = await me.post("/v1/api-keys", { name: "Primera", mode: "test" });
  expect(made).toMatchObject({ status: 201, body: { kind: "secret" } });
  const sale = { items: [{ description: "Pan", unit_price: "2000.00" }] };
  expect(await apiWith(made.body.secret).post("/v1/invoices", sale)).toMatchObject({
    status: 201,
    body: { status: "authorized", cae: expect.stringMatching(/^\d{14}$/) },
  });
});

test("whoever signs in sees his organization, and signs out of it when he leaves", async () => {
  const email = randomEmail();
  await apiWith().post("/v1/auth/sign-up", signUpInput(email));
  await apiWith().post("/v1/auth/verify-email", { token: await tokenFor(email) });
  const signedIn = await browser().post("/v1/auth/sign-in", { email, password: signUpInput(email).password });
  const me = browser(signedIn.headers.get("set-cookie")?.split(";")[0]);
  const { body } = await me.get("/v1/me");
  expect(body).toMatchObject({ email, organizations: [{ name: "La Espiga", role: "owner", modes: ["test"], issuers: [] }] });
  const [{ id }] = body.organizations;
  expect(await me.post(`/v1/organizations/${id}/leave`)).toMatchObject({ status: 409, body: { error: { code: "last_owner" } } });
  expect(await me.remove(`/v1/organizations/${id}`)).toMatchObject({ status: 200, body: { deleted_at: expect.any(String) } });
  expect(await me.get("/v1/issuers")).toMatchObject({ status: 403 });
});
