import { beforeAll, describe, expect, test } from "vitest";
import { organization } from "../support/organization.ts";

type Organization = Awaited<ReturnType<typeof organization>>;

const MISSING = { iss: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d", inv: "inv_01kaf3v9q0f4trxsv5yy7gjcyb" };

/** What is different in each answer. */
const withoutRequestId = ({ status, body }: { status: number; body: { error: Record<string, unknown> } }) => {
  const { request_id, ...error } = body.error;
  expect(request_id).toMatch(/^req_[0-9a-f]{32}$/);
  return { status, error };
};

describe("another organization's objects, and the other mode's, do not exist", () => {
  let owner: Organization;
  let ids: Record<keyof typeof MISSING, string>;

  beforeAll(async () => {
    owner = await organization();
    const issuer = await owner.createIssuer();
    const invoice = await owner.post("/v1/invoices", { items: [{ description: "Pan", unit_price: "2000.00" }] });
    ids = { iss: issuer.body.id, inv: invoice.body.id };
  });

  const strangers = {
    "another organization": () => organization(),
    "the other mode": () => owner.addKey({ mode: "live" }),
  };

  describe.each(Object.entries(strangers))("to %s", (_, stranger) => {
    test.each([
      ["/v1/issuers", "iss"],
      ["/v1/invoices", "inv"],
    ] as const)("GET %s/{id}", async (path, kind) => {
      const { get } = await stranger();
      expect((await owner.get(`${path}/${ids[kind]}`)).status).toBe(200);
      const foreign = withoutRequestId(await get(`${path}/${ids[kind]}`));
      const missing = withoutRequestId(await get(`${path}/${MISSING[kind]}`));
      expect(foreign).toEqual(missing);
      expect(missing).toMatchObject({ status: 404, error: { code: "not_found", param: "id" } });
    });

    test.each(["/v1/issuers", "/v1/invoices"])("GET %s", async (path) => {
      const { get } = await stranger();
      expect(await get(path)).toMatchObject({ status: 200, body: { object: "list", data: [], has_more: false, next_cursor: null } });
    });

    test("GET /v1/invoices of an issuer", async () => {
      const { get } = await stranger();
      expect((await get(`/v1/invoices?issuer=${ids.iss}`)).body.data).toEqual([]);
    });

    test("GET /v1/taxpayers/{cuit} with the issuer's certificate", async () => {
      const { get } = await stranger();
      const foreign = withoutRequestId(await get(`/v1/taxpayers/30500010912?issuer=${ids.iss}`));
      const missing = withoutRequestId(await get(`/v1/taxpayers/30500010912?issuer=${MISSING.iss}`));
      expect(foreign).toEqual(missing);
      expect(missing).toMatchObject({ status: 422, error: { errors: [{ param: "issuer", code: "issuer_unknown" }] } });
    });

    test.each(["/v1/invoices", "/v1/invoices/validate"])("POST %s with the issuer", async (path) => {
      const { post } = await stranger();
      const body = (issuer: string) => ({ issuer, items: [{ description: "Pan", unit_price: "2000.00" }] });
      const foreign = withoutRequestId(await post(path, body(ids.iss)));
      const missing = withoutRequestId(await post(path, body(MISSING.iss)));
      expect(foreign).toEqual(missing);
      expect(missing).toMatchObject({ status: 422, error: { errors: [{ param: "issuer", code: "issuer_unknown" }] } });
    });
  });

  test.each(["/v1/issuers/", "/v1/invoices/"])("an id that is none is not found: %s", async (path) => {
    for (const id of ["x", "iss_UPPER", "\0", "..%2f..", `iss_${"0".repeat(300)}`, "inv_' or 1=1"]) {
      const answer = await owner.get(path + encodeURIComponent(id));
      expect(withoutRequestId(answer)).toMatchObject({ status: 404, error: { code: "not_found" } });
    }
  });
});
