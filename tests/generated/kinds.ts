import { expect, vi } from "vitest";
import { type Id, newId, type Prefix } from "../../shared/ids.ts";
import { SCOPES } from "../../workers/platform/context.ts";
import { apiWith, issuerInput } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";
import type { Mode, Stage } from "./stage.ts";

interface Kind {
  /** Whether an object is of one mode: then there is another one in the other. */
  readonly modes: boolean;
  readonly make: (stage: Stage) => Promise<Record<Mode, string>>;
}

const modeless = (make: (stage: Stage) => string | Promise<string>): Kind => ({
  modes: false,
  make: async (stage) => {
    const id = await make(stage);
    return { test: id, live: id };
  },
});

/** An object of test mode, and a copy of its row in live mode. */
const inBoth = (prefix: Prefix, table: string, make: (stage: Stage) => Promise<string>): Kind => ({
  modes: true,
  make: async (stage) => {
    const test = await make(stage);
    return { test, live: await copy(stage, { prefix, table, id: test }) };
  },
});

/** How an organization comes by one object of each kind, by the prefix of its ids. */
export const KINDS: Readonly<Record<string, Kind>> = {
  org: modeless(({ id }) => id),
  usr: modeless(async ({ members, openSession }) => {
    // So that the audit log has heard of him.
    await openSession("viewer");
    return members.viewer;
  }),
  ses: modeless(async ({ openSession }) => (await openSession("owner")).id),
  key: modeless(async ({ addKey }) => (await addKey()).id),
  ivt: modeless(async (stage) => {
    const email = `${newId("usr")}@example.com`;
    return idOf(
      await apiWith().call("POST", "/v1/invitations", {
        headers: await stage.signIn("owner"),
        body: JSON.stringify({ email, role: "viewer" }),
      }),
    );
  }),
  iss: inBoth("iss", "issuers", async (stage) => {
    const body = JSON.stringify({ ...issuerInput(), legal_name: stage.secret });
    return idOf(await apiWith().call("POST", "/v1/issuers", { headers: await stage.useKey(), body }));
  }),
  crt: inBoth("crt", "certificates", async (stage) => {
    const [certificate] = await asOwner()`select id from certificates where issuer_id = ${await stage.own("iss")}`;
    return idOf({ status: 200, body: certificate });
  }),
  inv: inBoth("inv", "invoices", async (stage) => {
    const body = JSON.stringify({ issuer: await stage.own("iss"), items: [{ description: stage.secret, unit_price: "2000.00" }] });
    const id = idOf(await apiWith().call("POST", "/v1/invoices", { headers: await stage.useKey(), body }));
    // The object of the issuer writes it, a little later.
    await vi.waitFor(
      async () => expect(await asOwner()`select status from invoices where id = ${id}`).toEqual([{ status: "authorized" }]),
      10_000,
    );
    return id;
  }),
  /** One that fails at once: nothing of it comes later. */
  bat: {
    modes: true,
    make: async (stage) => {
      const batchOf = async (mode: Mode) => {
        const body = JSON.stringify({ invoices: [{ external_id: stage.secret }] });
        return idOf(await apiWith().call("POST", "/v1/invoices/batch", { headers: await stage.useKey(SCOPES, mode), body }));
      };
      return { test: await batchOf("test"), live: await batchOf("live") };
    },
  },
  evt: inBoth("evt", "events", async (stage) => {
    const [event] = await asOwner()`select id from events where target = ${await stage.own("inv")} order by id limit 1`;
    return idOf({ status: 200, body: event });
  }),
  rep: inBoth("rep", "ledger_reports", async (stage) => {
    const id = newId("rep");
    await asOwner()`insert into ledger_reports (id, organization_id, mode, issuer_id, run, version, status, lanes, created_at, finished_at)
      values (${id}, ${stage.id}, 'test', ${await stage.own("iss")}, ${id}, 1, 'clean', '[]', now(), now())`;
    return id;
  }),
};

/** An id that nobody has. */
export const missing = (kind: string): Id => newId(kind as Prefix);

function idOf({ status, body }: { readonly status: number; readonly body?: unknown }): string {
  const { id } = (body ?? {}) as { id?: unknown };
  if (status >= 300 || typeof id !== "string") throw new Error(`A fixture was not made: ${status} ${JSON.stringify(body)}`);
  return id;
}

async function copy(stage: Stage, { prefix, table, id }: { prefix: Prefix; table: string; id: string }): Promise<string> {
  const sql = asOwner();
  const [row] = await sql.query(`select to_jsonb(t) as row from ${table} t where id = $1`, [id]);
  const live = newId(prefix);
  const values: Record<string, unknown> = { ...row?.["row"], id: live, mode: "live" };
  if ("environment" in values) values["environment"] = "production";
  if ("accepted_certificate_id" in values) values["accepted_certificate_id"] = null;
  if ("issuer_id" in values) values["issuer_id"] = await stage.own("iss", "live");
  await sql.query(`insert into ${table} select (jsonb_populate_record(null::${table}, $1::jsonb)).*`, [
    JSON.stringify(values).replaceAll(id, live),
  ]);
  return live;
}
