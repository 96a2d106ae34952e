import { EXPORT_PARTS, type ExportPart, exportPage } from "../../db/export.ts";
import type { Mode } from "../../db/owner.ts";
import { rowsOf } from "../../db/rows.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { anchorPrefix } from "../audit/anchor-audit-logs.ts";
import { getOrganization } from "./get-organization.ts";

/**
 * All that an organization has, in both modes, as lines of JSON, read page by page as they are taken: `{"type", …}`. The last is
 * `{"type": "end", "lines"}`, so that a download that broke off shows. Lines of the audit log hold what verifies its chain, and one
 * names where its anchors are. No secret is among it: of a key there is what it may do, and when.
 */
export async function exportOrganization(ctx: Ctx): Promise<ReadableStream<Uint8Array>> {
  requireRole(ctx, ["owner"]);
  const organization = await getOrganization(ctx);
  await ctx.db.commit([sharedAuditEntry(ctx, "organization.exported", ctx.organizationId)]);
  return streamOf(lines(ctx, { type: "organization", ...organization }));
}

/** Read as it is taken: nothing is prepared that nobody waits for. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await texts.return(undefined)),
  });
}

async function* lines(ctx: Ctx, first: object): AsyncGenerator<string> {
  let count = 1;
  yield line(first);
  for (const { part, modes } of EXPORT_PARTS) {
    for (const mode of modes) {
      for await (const rows of pages(ctx, part, mode)) {
        count += rows.length;
        yield rows.map((row) => line({ type: part, ...row })).join("");
      }
    }
  }
  yield line({ type: "audit_anchors", prefix: anchorPrefix(ctx.organizationId) });
  yield line({ type: "end", lines: count + 1 });
}

async function* pages(ctx: Ctx, part: ExportPart, mode: Mode): AsyncGenerator<{ readonly id: string }[]> {
  let after = "";
  for (;;) {
    const [, found] = await ctx.db.ask(exportPage(ctx.organizationId, part, mode, after));
    const rows = rowsOf<{ readonly id: string }>(found);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
