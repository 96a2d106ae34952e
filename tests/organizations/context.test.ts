import { describe, expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { organization } from "../support/organization.ts";
import { member, ownedOrganization } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

describe("which organization and mode", () => {
  test("the only one, in test mode, unless a request names others", async () => {
    const { owner } = await ownedOrganization();
    expect(await owner.call("GET", "/v1/issuers")).toMatchObject({ status: 200 });
    expect(await owner.call("GET", "/v1/issuers", undefined, { "Arca-Mode": "live" })).toMatchObject({ status: 200 });
    expect(await owner.call("GET", "/v1/issuers", undefined, { "Arca-Mode": "Live" })).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "Arca-Mode", code: "choice" }] } },
    });
  });

  test("a foreign one is refused, and one of several must be named", async () => {
    const { id, owner } = await ownedOrganization();
    const other = await ownedOrganization();
    for (const foreign of [other.id, "org_x", ""]) {
      expect(await owner.call("GET", "/v1/issuers", undefined, { "Arca-Organization": foreign })).toMatchObject({
        status: 403,
        body: { error: { code: "forbidden", param: "Arca-Organization" } },
      });
    }
    await asOwner()`insert into members values (${other.id}, ${owner.id}, 'viewer', now())`;
    expect(await owner.call("GET", "/v1/issuers")).toMatchObject({
      status: 422,
      body: { error: { errors: [{ code: "organization_ambiguous" }] } },
    });
    const input = { cuit: "30500010912", environment: "sandbox", legal_name: "X", iva_condition: "exento" };
    expect(await owner.call("POST", "/v1/issuers", input, { "Arca-Organization": id })).toMatchObject({ status: 201 });
    expect(await owner.call("POST", "/v1/issuers", input, { "Arca-Organization": other.id })).toMatchObject({ status: 403 });
  });

  test("a key is of one, whatever a request says", async () => {
    const { id, send } = await organization();
    const asking = async (headers: Record<string, string>) => send("GET", "/v1/issuers", { headers });
    expect((await asking({ "Arca-Organization": id, "Arca-Mode": "test" })).status).toBe(200);
    for (const [param, named, code] of [
      ["Arca-Organization", newId("org"), "key_of_other_organization"],
      ["Arca-Mode", "live", "key_of_other_mode"],
    ] as const) {
      const answer = await asking({ [param]: named });
      expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: "forbidden", param, errors: [{ param, code }] } }]);
    }
  });

  test("of events, reports and batches a member is told as well", async () => {
    const { id, createIssuer, post } = await organization();
    const { body: issuer } = await createIssuer();
    const { body: report } = await post("/v1/ledger-reports", { issuer: issuer.id });
    const { body: batch } = await post("/v1/invoices/batch", { invoices: [{ items: [{ description: "Pan", unit_price: "1.00" }] }] });
    const events = async () => (await asOwner()`select id from events where organization_id = ${id}`)[0]?.["id"];
    const event = await vi.waitFor(async () => (await events()) ?? Promise.reject(new Error("not yet")), 5_000);
    const viewer = await member(id, "viewer");
    const paths = [`/v1/ledger-reports/${report.id}`, `/v1/invoices/batches/${batch.id}`, `/v1/events/${event}`];
    for (const path of paths) {
      const told = { code: "not_found", errors: [{ code: "in_other_mode" }] };
      expect(await viewer.call("GET", path)).toMatchObject({ status: 200 });
      expect(await viewer.call("GET", path, undefined, { "Arca-Mode": "live" })).toMatchObject({ status: 404, body: { error: told } });
      const { owner: stranger } = await ownedOrganization();
      expect(await stranger.call("GET", path, undefined, { "Arca-Mode": "live" })).toMatchObject({
        status: 404,
        body: { error: { errors: [] } },
      });
    }
  });

  test("an object of the other mode is not found, and a member is told where it is", async () => {
    const { id, createIssuer, addKey } = await organization();
    const { body: issuer } = await createIssuer();
    const viewer = await member(id, "viewer");
    const live = { "Arca-Mode": "live" };
    const answer = await viewer.call("GET", `/v1/issuers/${issuer.id}`, undefined, live);
    expect(answer).toMatchObject({
      status: 404,
      body: {
        error: {
          code: "not_found",
          param: "id",
          errors: [{ code: "in_other_mode", message: "It exists in test mode: send `Arca-Mode: test`." }],
        },
      },
    });
    expect(answer.headers.get("request-id")).toBe(answer.body.error.request_id);
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    const stranger = (await ownedOrganization()).owner;
    for (const asked of [
      await viewer.call("GET", `/v1/issuers/${newId("iss")}`, undefined, live),
      await stranger.call("GET", `/v1/issuers/${issuer.id}`, undefined, live),
      await stranger.call("GET", `/v1/issuers/${issuer.id}`),
      await (await addKey({ mode: "live" })).get(`/v1/issuers/${issuer.id}`),
    ]) {
      expect(asked).toMatchObject({ status: 404, body: { error: { errors: [] } } });
    }
  });

  test("nor is it where a body or a filter names it, and a member is told there as well", async () => {
    const { id, createIssuer, addKey } = await organization();
    const { body: issuer } = await createIssuer();
    const developer = await member(id, "developer");
    const live = { "Arca-Mode": "live" };
    const sale = { issuer: issuer.id, items: [{ description: "Pan", unit_price: "1.00" }] };
    const other = { cuit: "30500010912", environment: "production", legal_name: "X", iva_condition: "exento", represented_by: issuer.id };
    const asked = [
      ["POST", "/v1/invoices", sale, "issuer", ["issuer_unknown"]],
      ["POST", "/v1/invoices/validate", sale, "issuer", ["issuer_unknown"]],
      ["POST", "/v1/ledger-reports", { issuer: issuer.id }, "issuer", ["issuer_unknown"]],
      ["POST", "/v1/issuers", other, "represented_by", ["representative_unknown"]],
      ["GET", `/v1/invoices?issuer=${issuer.id}`, undefined, "issuer", []],
      ["GET", `/v1/ledger-reports?issuer=${issuer.id}`, undefined, "issuer", []],
      ["GET", `/v1/events?target=${issuer.id}`, undefined, "target", []],
      // Of several filters, whichever names what is there.
      ["GET", `/v1/invoices?issuer=${newId("iss")}&batch=${issuer.id}`, undefined, "batch", []],
    ] as const;
    const stranger = (await ownedOrganization()).owner;
    const key = await addKey({ mode: "live" });
    const outside = [
      (method: string, path: string, body?: object) => stranger.call(method, path, body, live),
      (method: string, path: string, body?: object) => key.call(method, path, body && { body: JSON.stringify(body) }),
    ];
    const told = ({ status, body }: { status: number; body: { error?: { errors: object[] } } }) => [status, body.error?.errors ?? body];
    for (const [method, path, body, param, codes] of asked) {
      const answer = await developer.call(method, path, body, live);
      const problems = [...codes, "in_other_mode"].map((code) => ({ param, code }));
      expect([path, answer.status, answer.body.error.code, answer.body.error.errors]).toMatchObject([
        path,
        422,
        "invalid_request",
        problems,
      ]);
      expect(answer.body.error.errors.at(-1).message_es).toBe("Existe en modo test: enviá `Arca-Mode: test`.");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");

      const nobody = newId("iss");
      const ofNobody = [
        path.replace(issuer.id, nobody),
        body && (JSON.parse(JSON.stringify(body).replace(issuer.id, nobody)) as object),
      ] as const;
      for (const ask of outside) {
        const seen = told(await ask(method, path, body));
        expect(seen).toEqual(told(await ask(method, ...ofNobody)));
        expect(JSON.stringify(seen)).not.toContain("in_other_mode");
      }
      expect(JSON.stringify((await developer.call(method, ...ofNobody, live)).body)).not.toContain("in_other_mode");
    }
  });

  test("owners and admins need a second factor in live mode", async () => {
    const { id, owner } = await ownedOrganization({ secondFactor: false });
    const [admin, accountant] = [
      await member(id, "admin", { secondFactor: false }),
      await member(id, "accountant", { secondFactor: false }),
    ];
    const live = { "Arca-Mode": "live" };
    for (const who of [owner, admin]) {
      expect(await who.call("GET", "/v1/issuers", undefined, live)).toMatchObject({
        status: 403,
        body: { error: { code: "second_factor_setup_required" } },
      });
      expect(await who.call("GET", "/v1/issuers")).toMatchObject({ status: 200 });
    }
    expect(await accountant.call("GET", "/v1/issuers", undefined, live)).toMatchObject({ status: 200 });
  });

  test("and, once there is something live, for what is of both modes, whichever they name", async () => {
    const { id, owner } = await ownedOrganization({ secondFactor: false });
    const [second, heir] = [await member(id, "owner"), await member(id, "admin")];
    const reaching = [
      ["GET", "/v1/audit-logs"],
      ["GET", `/v1/organizations/${id}/export`],
      ["POST", `/v1/organizations/${id}/transfer`, { member: heir.id }],
      ["DELETE", `/v1/organizations/${id}`],
      ["POST", `/v1/organizations/${id}/restore`],
    ] as const;
    for (const [method, path] of reaching.slice(0, 2)) expect(await owner.call(method, path)).toMatchObject({ status: 200 });
    expect(await owner.call("DELETE", `/v1/organizations/${id}`)).toMatchObject({ status: 200 });
    expect(await owner.call("POST", `/v1/organizations/${id}/restore`)).toMatchObject({ status: 200 });

    await asOwner()`insert into issuers (id, organization_id, mode, environment, cuit, legal_name, iva_condition, created_at)
      values (${newId("iss")}, ${id}, 'live', 'production', '20111111112', 'Panadería viva', 'exento', now())`;
    for (const [method, path, body] of reaching)
      expect([path, await owner.call(method, path, body)]).toMatchObject([
        path,
        { status: 403, body: { error: { code: "second_factor_setup_required" } } },
      ]);
    expect(JSON.stringify((await owner.call("GET", "/v1/me")).body)).not.toContain("Panadería viva");
    expect(JSON.stringify((await second.call("GET", "/v1/me")).body)).toContain("Panadería viva");
    for (const [method, path, body] of reaching.toSpliced(2, 1))
      expect([path, await second.call(method, path, body)]).toMatchObject([path, { status: 200 }]);
    expect(await owner.call("PATCH", `/v1/organizations/${id}`, { name: "Otra" })).toMatchObject({ status: 200 });
  });
});
