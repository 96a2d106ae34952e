import { expect, test } from "vitest";
import { openStore } from "../../workers/sandbox/store.ts";
import { memoryStorage } from "./support/sandbox-env.ts";

const OLD = `CREATE TABLE comprobantes (
  sequence INTEGER PRIMARY KEY, cuit TEXT NOT NULL, pto_vta INTEGER NOT NULL, cbte_tipo INTEGER NOT NULL,
  desde INTEGER NOT NULL, hasta INTEGER NOT NULL, cbte_fch TEXT NOT NULL, detail TEXT NOT NULL, observations TEXT NOT NULL,
  cae TEXT NOT NULL UNIQUE, cae_vto TEXT NOT NULL, processed_at TEXT NOT NULL);
  INSERT INTO comprobantes VALUES (1, '20111111112', 1, 6, 1, 1, '20261124', '{"CbteDesde":1}', '[]', '96470000000001', '20261204', '20261124120000');`;

test("a sandbox from before there were CAEAs keeps what it has", () => {
  const storage = memoryStorage();
  storage.sql.exec(OLD);
  for (const store of [openStore(storage), openStore(storage)]) {
    expect(store.lastSequence()).toBe(1);
    expect(store.find("20111111112", { PtoVta: 1, CbteTipo: 6 }, 1)).toMatchObject({ emission: "CAE", cae: "96470000000001" });
  }
});
