import { vi } from "vitest";
import type { Batch, BatchWithItems } from "../../shared/schemas/batch.ts";
import { type Answer, ask } from "./ask.ts";
import type { Api } from "./document.ts";

/**
 * A batch is taken whatever its invoices name, and each is judged on its own, a little later: as if the first of them, in which the
 * ids are put that a test asks about, had been sent alone. Any other answer is what it is.
 */
export async function outcomeOf(api: Api, answer: Answer, headers: Readonly<Record<string, string>>): Promise<Answer> {
  if (answer.status !== 202) return answer;
  const { id, object } = JSON.parse(answer.text) as Batch;
  if (object !== "batch") return answer;
  const first = await vi.waitFor(
    async () => {
      const { text } = await ask(api, new Request(`http://api.test/v1/invoices/batches/${id}`, { headers }));
      const [item] = (JSON.parse(text) as BatchWithItems).items;
      if (!item || item.status === "pending") throw new Error(`not looked at yet: ${text}`);
      return item;
    },
    { timeout: 10_000, interval: 50 },
  );
  return { status: first.error ? 422 : 202, headers: {}, text: JSON.stringify(first), error: undefined };
}
