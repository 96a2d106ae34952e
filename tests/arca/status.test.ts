import { describe, expect, test } from "vitest";
import { ArcaStatus } from "../../shared/schemas/arca-status.ts";
import { organization } from "../support/organization.ts";

const SALE = { items: [{ description: "Pan", unit_price: "2000.00" }] };
type Api = Awaited<ReturnType<typeof organization>>;

async function statusOf({ get }: Pick<Api, "get">, name: string) {
  const { body } = await get("/v1/arca/status?environment=sandbox");
  const [sandbox] = ArcaStatus.parse(body).environments;
  return sandbox?.services.find(({ service }) => service === name);
}

async function eventually<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const value = await read();
    if (isSo(value) || attempt === 60) return value;
    await scheduler.wait(250);
  }
}

describe("GET /v1/arca/status", () => {
  test("each environment of the key's mode, with all services", async () => {
    const api = await organization();
    const { status, body } = await api.get("/v1/arca/status");
    expect(status).toBe(200);
    const services = ["wsaa", "wsfe", "wsfex", "constancia", "padron_a13", "wscdc"];
    const shown = ArcaStatus.parse(body).environments.map(({ environment, services: all }) => [
      environment,
      all.map(({ service }) => service),
    ]);
    expect(shown).toEqual([
      ["sandbox", services],
      ["homologation", services],
    ]);
    const live = await (await api.addKey({ mode: "live" })).get("/v1/arca/status");
    expect(live.body.environments.map(({ environment }: { environment: string }) => environment)).toEqual(["production"]);
  });

  test("an environment of the other mode, and a key without the scope", async () => {
    const api = await organization();
    const refused = await api.get("/v1/arca/status?environment=production");
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "environment", code: "environment_not_in_mode" }] } },
    });
    const { get } = await api.addKey({ scopes: ["issuers:read"] });
    expect(await get("/v1/arca/status")).toMatchObject({ status: 403, body: { error: { code: "forbidden", param: "invoices:read" } } });
  });

  test("operations and hours come of real traffic, each organization's sandbox of its own", async () => {
    const [mine, other] = [await organization(), await organization()];
    await mine.createIssuer();
    await mine.post("/v1/invoices", SALE);
    const wsfe = await eventually(
      () => statusOf(mine, "wsfe"),
      (status) => (status?.operations.length ?? 0) > 1,
    );
    expect(wsfe).toMatchObject({ state: "closed", consecutive_failures: 0, next_probe_at: null, last_failure: null });
    expect(wsfe?.operations.map(({ operation }) => operation).toSorted()).toEqual(["FECAESolicitar", "FECompUltimoAutorizado"]);
    expect(wsfe?.operations[0]).toMatchObject({ calls: 1, failures: 0, p50_ms: expect.any(Number) });
    expect(wsfe?.history).toHaveLength(1);
    expect(wsfe?.history[0]?.calls).toBe(2);
    expect(wsfe?.since).not.toBeNull();
    expect(await statusOf(other, "wsfe")).toMatchObject({
      state: "closed",
      since: null,
      consecutive_failures: 0,
      operations: [],
      history: [],
    });
    expect((await statusOf(mine, "wsaa"))?.operations).toMatchObject([{ operation: "loginCms", calls: 1 }]);
  });

  test("an ARCA that is down is left alone, asked by Dummy, and then everything that waited is issued", async () => {
    const api = await organization();
    await api.createIssuer();
    // The login ticket is had by then.
    await api.post("/v1/invoices", { ...SALE, point_of_sale: 9 });
    await api.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 100_000 }] });
    const lanes = [1, 2, 3, 4, 5];
    const late = (lane: number) => api.post("/v1/invoices", { ...SALE, point_of_sale: lane }, { prefer: "respond-async" });
    const waiting = await Promise.all(lanes.map(late));
    const open = await eventually(
      () => statusOf(api, "wsfe"),
      (status) => status?.state !== "closed",
    );
    expect(open?.next_probe_at).not.toBeNull();
    expect(open).toMatchObject({ last_failure: "unreachable", consecutive_failures: 5 });
    const { body: pending } = await api.get(`/v1/invoices/${waiting[0]?.body.id}`);
    expect(["circuit_open", "unreachable"]).toContain(pending.waiting_for?.code);
    expect(pending.waiting_for).toMatchObject({ message: expect.any(String), message_es: expect.any(String) });
    await api.remove("/v1/sandbox/faults");
    for (const { body } of waiting) {
      const invoice = await eventually(
        async () => (await api.get(`/v1/invoices/${body.id}`)).body,
        ({ status }) => status === "authorized",
      );
      expect(invoice).toMatchObject({ status: "authorized", number: 1 });
    }
    const closed = await eventually(
      () => statusOf(api, "wsfe"),
      (status) => status?.state === "closed",
    );
    expect(closed?.operations.map(({ operation }) => operation)).toContain("FEDummy");
  }, 60_000);
});
