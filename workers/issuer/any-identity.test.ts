import { expect, test } from "vitest";
import { ArcaError } from "../arca/errors.ts";
import { anyIdentity } from "./any-identity.ts";
import type { Authority } from "./authority.ts";
import type { IssuerIdentity } from "./submission.ts";

const issuer = (id: string): IssuerIdentity => ({
  id,
  cuit: "30710000006",
  environment: "homologation",
  certificate: { id, pem: id, sealedKey: id },
});
const sale = (submitter: string) => ({ id: "inv", number: 8, submitter });
const noTicket = () => new ArcaError({ code: "ticket_unavailable", certainty: "not_sent", operation: "loginCms" });
const refused = () =>
  new ArcaError({ code: "arca_errors", certainty: "not_sent", operation: "FECAESolicitar", arcaErrors: [{ code: 600, message: "" }] });
const down = (code: "circuit_open" | "timeout") => new ArcaError({ code, certainty: "unknown", operation: "FECompUltimoAutorizado" });

/** Two organizations, of which the first one's calls go wrong. */
function two(wrong: { ready?: () => Error; call?: () => Error }, second: { call?: () => Error } = {}) {
  const asked: string[] = [];
  const authorityOf = ({ id }: IssuerIdentity): Authority => {
    const fails = id === "a" ? wrong : second;
    const call = async <T>(value: T): Promise<T> => {
      asked.push(id);
      if (fails.call) throw fails.call();
      return value;
    };
    return {
      ready: async () => {
        if (id === "a" && wrong.ready) throw wrong.ready();
        return () => 1;
      },
      lastAuthorized: () => call(7),
      find: () => call(undefined),
      authorize: (_, batch) => call(batch.map(({ number }) => ({ number, result: "not_processed" as const }))),
    };
  };
  return { asked, authority: anyIdentity({ candidates: () => [issuer("a"), issuer("b")], identityOf: issuer, authorityOf }) };
}

test.each([
  ["has no ticket", { ready: noTicket }],
  ["has a key that the signer cannot open", { ready: () => new Error("seal_refused") }],
])("where the first %s, the next one is asked", async (_, wrong) => {
  const { authority, asked } = two(wrong);
  expect((await authority.ready())()).toBe(1);
  expect(await authority.lastAuthorized("1-6")).toBe(7);
  expect(asked).toEqual(["b"]);
});

test("where ARCA refuses its ticket, the same reading is made as the next one, and so are those that follow", async () => {
  const { authority, asked } = two({ call: refused });
  await authority.ready();
  expect(await authority.lastAuthorized("1-6")).toBe(7);
  expect(await authority.find("1-6", 7)).toBeUndefined();
  expect(asked).toEqual(["a", "b", "b"]);
});

test("what is to be authorized is sent as its submitter alone", async () => {
  const { authority, asked } = two({ call: refused });
  await authority.ready("a");
  await expect(authority.authorize("1-6", [sale("a")])).rejects.toMatchObject({ arcaErrors: [{ code: 600 }] });
  expect(asked).toEqual(["a"]);
  await authority.ready("b");
  expect(await authority.authorize("1-6", [sale("b")])).toEqual([{ number: 8, result: "not_processed" }]);
  expect(asked).toEqual(["a", "b"]);
});

test("who has no ticket sends nothing, whoever else has one", async () => {
  const { authority } = two({ ready: noTicket });
  await expect(authority.ready("a")).rejects.toMatchObject({ name: "NotAsSubmitter", cause: { code: "ticket_unavailable" } });
  expect((await authority.ready("b"))()).toBe(1);
});

test("where ARCA refuses them all, each is asked once", async () => {
  const { authority, asked } = two({ call: refused }, { call: refused });
  await authority.ready();
  await expect(authority.lastAuthorized("1-6")).rejects.toMatchObject({ arcaErrors: [{ code: 600 }] });
  expect(asked).toEqual(["a", "b"]);
});

test("what has nothing to do with who asks is no reason to ask as another", async () => {
  await expect(two({ ready: () => down("circuit_open") }).authority.ready()).rejects.toMatchObject({ code: "circuit_open" });
  const { authority, asked } = two({ call: () => down("timeout") });
  await authority.ready();
  await expect(authority.authorize("1-6", [sale("a")])).rejects.toMatchObject({ code: "timeout" });
  await expect(authority.lastAuthorized("1-6")).rejects.toMatchObject({ code: "timeout" });
  expect(asked).toEqual(["a", "a"]);
});
