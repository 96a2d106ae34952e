import { describe, expect, test } from "vitest";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";
import { SALE, seller } from "./support.ts";

const PATH = "/v1/sandbox/faults";
const NONE = { object: "sandbox_faults", faults: [], relogin_window_seconds: 0 };

test("faults are set, read, replaced and cleared", async () => {
  const { put, get, remove } = await organization();
  expect(await get(PATH)).toMatchObject({ status: 200, body: NONE });
  const until = "2099-12-31T21:00:00-03:00";
  const set = await put(PATH, {
    faults: [
      { operation: "FECAESolicitar", kind: "lost_answer" },
      { operation: "*", kind: "delay", count: 3, probability: 0.5, delay_ms: 10 },
      { operation: "LoginCms", kind: "down", until },
    ],
    relogin_window_seconds: 600,
  });
  expect(set).toMatchObject({ status: 200 });
  expect(set.body).toEqual({
    object: "sandbox_faults",
    faults: [
      { operation: "FECAESolicitar", kind: "lost_answer", count: 1, probability: 1, delay_ms: null, until: null },
      { operation: "*", kind: "delay", count: 3, probability: 0.5, delay_ms: 10, until: null },
      { operation: "LoginCms", kind: "down", count: null, probability: 1, delay_ms: null, until: "2100-01-01T00:00:00.000Z" },
    ],
    relogin_window_seconds: 600,
  });
  expect((await get(PATH)).body).toEqual(set.body);
  const replaced = await put(PATH, { faults: [{ operation: "FEDummy", kind: "http_500" }] });
  expect(replaced.body).toMatchObject({ faults: [{ operation: "FEDummy" }], relogin_window_seconds: 0 });
  expect((await remove(PATH)).body).toEqual(NONE);
  expect((await get(PATH)).body).toEqual(NONE);
});

test("one that has ended is no longer shown", async () => {
  const { put, get } = await organization();
  await put(PATH, { faults: [{ operation: "*", kind: "down", until: "2020-01-01T00:00:00Z" }] });
  expect((await get(PATH)).body.faults).toEqual([]);
});

test("all that is wrong is said at once, in both languages", async () => {
  const { put } = await organization();
  const fault = { operation: "FECAESolicitar", kind: "lost_answer" };
  const shape = await put(PATH, {
    faults: [
      { ...fault, kind: "gone", count: 0 },
      { ...fault, probability: 2, delay_ms: -1 },
      { ...fault, until: "tomorrow", extra: 1 },
    ],
  });
  expect(shape).toMatchObject({ status: 422, body: { error: { code: "invalid_request" } } });
  expect(shape.body.error.errors.map(({ param }: { param: string }) => param).toSorted()).toEqual([
    "faults[0].count",
    "faults[0].kind",
    "faults[1].delay_ms",
    "faults[1].probability",
    "faults[2].extra",
    "faults[2].until",
  ]);
  const meaning = await put(PATH, {
    faults: [
      { ...fault, operation: "FECAESolicitarr" },
      { ...fault, kind: "already_authenticated" },
    ],
  });
  expect(meaning).toMatchObject({
    status: 422,
    body: {
      error: {
        errors: [
          { param: "faults[0].operation", code: "sandbox_operation_unknown" },
          { param: "faults[1].operation", code: "fault_only_of_login" },
        ],
      },
    },
  });
  for (const { message, message_es } of meaning.body.error.errors) expect([message, message_es]).not.toContain("");
});

test.each(["FECAESolicitar", "FECAEARegInformativo", "FEXAuthorize", "ComprobanteConstatar", "getPersona_v2", "LoginCms", "*"])(
  "%s is an operation",
  async (operation) => {
    const { put } = await organization();
    expect((await put(PATH, { faults: [{ operation, kind: "delay" }] })).status).toBe(200);
  },
);

describe("another organization", () => {
  test("sees none of my faults, and none of them happens to it", async () => {
    const [mine, theirs] = [await seller(), await seller()];
    await mine.setFaults({ operation: "*", kind: "down", count: 1000 });
    expect((await theirs.get(PATH)).body).toEqual(NONE);
    expect(await theirs.post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 1 } });
    expect((await mine.get(PATH)).body.faults).toMatchObject([{ count: 1000 }]);
    await theirs.remove(PATH);
    expect((await mine.get(PATH)).body.faults).toHaveLength(1);
  });
});

test("what was set is in the audit log", async () => {
  const { put, id, keyId } = await organization();
  await put(PATH, { faults: [{ operation: "FECAESolicitar", kind: "lost_answer" }] });
  const [entry] = await asOwner()`select actor, action, target from audit_log where organization_id = ${id} and action like 'sandbox%'`;
  expect(entry).toEqual({ actor: keyId, action: "sandbox.faults_set", target: id });
});
