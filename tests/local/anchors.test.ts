import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../../scripts/local/port.ts";
import { openLocalDatabase } from "../../scripts/neon/local-database.ts";
import { runScript, startInstance } from "./support/instance.ts";

test("a local instance anchors its audit log, and an end that is cut off shows by that alone", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "arca-anchors-"));
  const environment = { DATA_DIR: dataDir, PORT: String(await freePort()) };
  const verify = () => runScript("audit-verify", environment).closed;
  try {
    const instance = await startInstance(environment);
    const timer = await fetch(`${instance.answer.url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("20 * * * *")}`);
    expect(timer.status).toBe(200);
    await instance.stop("SIGTERM");
    const whole = await verify();
    expect([whole.code, whole.stdout]).toEqual([
      0,
      expect.stringMatching(/ chains verified\. [1-9]\d* anchors hold\.\nAnchors are signed by [\w-]{43}\.\n$/),
    ]);

    const database = await openLocalDatabase({ store: { folder: join(dataDir, "pglite") } });
    await database.asOwner(async (client) => {
      await client.query("alter table audit_log disable trigger audit_append_only");
      await client.query(
        "delete from audit_log l using audit_heads h where h.organization_id = l.organization_id and l.seq = h.seq and l.seq > 1",
      );
      await client.query(
        "update audit_heads h set seq = l.seq, hash = l.hash from audit_log l where l.organization_id = h.organization_id and l.seq = h.seq - 1",
      );
    });
    await database.close();
    const cut = await verify();
    expect([cut.code, cut.stdout]).toEqual([1, expect.stringContaining("cut: an anchor knows this entry, and it is missing")]);
    expect(cut.stdout).not.toMatch(/gap|end:|link/);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
