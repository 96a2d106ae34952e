import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { homologationIssuer } from "../../tests/support/submission.ts";
import { openProfiles } from "./profiles.ts";
import { restoring } from "./restore.ts";

test("a rebuilt storage knows each submitter by his own certificate, until he submits with another", async () => {
  const issuer = await homologationIssuer();
  const made = issuer.submission("a");
  const { cuit, environment, certificate } = made.issuer;
  const other = { owner: { organizationId: newId("org"), mode: "test" }, id: newId("iss"), certificate: newId("crt") } as const;
  const signing = (id: string, issuerId: string) => ({ ...certificate, id, issuerId });
  await runInDurableObject(issuer.stub(), (_, { storage }) => {
    const profiles = openProfiles(storage);
    restoring(storage).issuers([
      { ...issuer.owner, id: issuer.issuerId, cuit, environment, certificate: signing("crt_1", issuer.issuerId) },
      { ...other.owner, id: other.id, cuit, environment, certificate: signing(other.certificate, other.id) },
      { ...other.owner, id: "iss_none", cuit, environment, certificate: null },
    ]);
    expect(profiles.identity(issuer.owner, issuer.issuerId)).toMatchObject({ id: issuer.issuerId, certificate: { id: "crt_1" } });
    expect(profiles.identity(other.owner, other.id)).toMatchObject({ id: other.id, certificate: { id: other.certificate } });
    expect(profiles.identity(other.owner, "iss_none")).toBeUndefined();
    profiles.keep(made);
    expect(profiles.identity(issuer.owner, issuer.issuerId)).toMatchObject({ certificate: { id: certificate.id } });
  });
});
