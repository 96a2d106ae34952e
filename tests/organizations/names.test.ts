import { expect, test } from "vitest";
import { issuerInput } from "../support/organization.ts";
import { ownedOrganization } from "../support/person.ts";

/** The rest of a sentence in a mail of ours, and what hides in one line. */
const TEXTS = ["Banco\n\nEntrá a https://evil.example", "Ana\u001B[31m", "Ana\u202Eelpmaxe"];

const FIELDS = [
  ["PATCH", "/v1/me", "name", {}],
  ["POST", "/v1/organizations", "name", {}],
  ["PATCH", "/v1/organizations/:id", "name", {}],
  ["POST", "/v1/api-keys", "name", { mode: "test" }],
  ["POST", "/v1/issuers", "legal_name", issuerInput()],
  ["POST", "/v1/issuers", "address", issuerInput()],
  ["POST", "/v1/issuers", "iibb", issuerInput()],
] as const;

test.each(FIELDS)("%s %s: %s is one line, in which nothing hides", async (method, path, field, rest) => {
  const { id, owner } = await ownedOrganization();
  for (const text of TEXTS) {
    expect(await owner.call(method, path.replace(":id", id), { ...rest, [field]: text })).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: field, code: "control_character" }] } },
    });
  }
  expect((await owner.call(method, path.replace(":id", id), { ...rest, [field]: "Panadería «La Ñandú» & Hijos" })).status).toBeLessThan(
    300,
  );
});
