import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, isFinal, type Sale } from "./ledgers.ts";
import type { PlannedSale } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Product } from "./run-product.ts";

export interface ClientOptions {
  readonly product: Pick<Product, "url" | "direct" | "apiKey">;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** What one client wrote down of one sale. */
export interface Notes extends Sale {
  readonly plan: PlannedSale;
  readonly answers: Answer[];
  refusal: string | null;
  /** Why it waits, as the last answer says. */
  reason: string | null;
  /** Requests that it took; of one that came with a batch, none of its own. */
  tries: number;
}

interface InvoiceBody {
  readonly id: string;
  readonly status: string;
  readonly number: number | null;
  readonly cae: string | null;
  readonly next_attempt_at?: string | null;
  readonly waiting_for?: { readonly code: string } | null;
}

interface BatchItem {
  readonly index: number;
  readonly invoice: InvoiceBody | null;
  readonly error: unknown;
}

/** Requests that go through wrangler's proxy. */
const THROUGH_PROXY = 0.1;
/** A client's own patience: less than the product's 20 s now and then. */
const PATIENCE_MS = [2_000, 8_000, 30_000] as const;
/** Answers after which the same request may be sent again. */
const AGAIN: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

export const startNotes = (plan: PlannedSale): Notes => ({
  plan,
  key: plan.key,
  content: plan.content,
  answers: [],
  refusal: null,
  reason: null,
  tries: 0,
});

export const isSettled = ({ answers, refusal }: Notes): boolean => refusal !== null || isFinal(answers.at(-1)?.status ?? "");

export type Clients = ReturnType<typeof clientsOf>;

/** Clients that know of the product what its documentation says: repeat the request with its key until the answer is final. */
export function clientsOf({ product, random, signal }: ClientOptions) {
  /** @param body undefined: a GET */
  async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const limit = AbortSignal.timeout(random.pick(PATIENCE_MS));
    const url = random.chance(THROUGH_PROXY) ? product.url : product.direct();
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${product.apiKey}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: limit,
    });
    // The links of an answer lead to where it came from, which is not always the same.
    const text = (await response.text()).replaceAll(url, product.url);
    return { status: response.status, text, retryAfter: Number(response.headers.get("retry-after") ?? "0") };
  }

  /** One request, and what it brought written down. @returns milliseconds to wait before the next */
  async function ask(notes: Notes): Promise<number> {
    const { plan } = notes;
    notes.tries++;
    const detached = plan.detached && notes.tries === 1;
    try {
      const { status, text, retryAfter } = await call("/v1/invoices", plan.body, {
        "idempotency-key": plan.key,
        ...(detached && { prefer: "respond-async" }),
      });
      if (AGAIN.has(status)) return Math.max(retryAfter * 1_000, 200 + random.below(1_000));
      note(notes, status, text);
      return Math.max(200, Math.min(retryAfter, 3) * 1_000 * random.next());
    } catch {
      return 100 + random.below(900);
    }
  }

  async function cancel(notes: Notes): Promise<void> {
    const id = notes.answers[0]?.invoice;
    if (id === undefined || isSettled(notes)) return;
    await call(`/v1/invoices/${id}/cancel`, {}).catch(() => undefined);
  }

  /** Repeated with its key until it is accepted. @returns its id, or undefined where nobody waits any more */
  async function sendBatch(key: string, all: readonly Notes[]): Promise<string | undefined> {
    const body = { invoices: all.map(({ plan }) => plan.body) };
    while (!signal.aborted) {
      const answer = await call("/v1/invoices/batch", body, { "idempotency-key": key }).catch(() => undefined);
      if (answer?.status === 202) return (JSON.parse(answer.text) as { id: string }).id;
      if (answer && !AGAIN.has(answer.status)) {
        for (const notes of all) notes.refusal = `${answer.status} ${answer.text.slice(0, 300)}`;
        return undefined;
      }
      await sleep(200 + random.below(1_000), undefined, { signal }).catch(() => {});
    }
    return undefined;
  }

  async function readBatch(id: string, all: readonly Notes[]): Promise<void> {
    const { status, text } = await call(`/v1/invoices/batches/${id}`);
    if (status !== 200) return;
    for (const { index, invoice, error } of (JSON.parse(text) as { items: BatchItem[] }).items) {
      const notes = all[index];
      if (!notes || isSettled(notes)) continue;
      if (invoice) write(notes, invoice, null);
      else if (error) notes.refusal = JSON.stringify(error).slice(0, 300);
    }
  }

  return {
    ask,
    /** Until the answer is final, or nobody waits any more. */
    async settle(notes: Notes): Promise<void> {
      for (;;) {
        const waitMs = await ask(notes);
        if (isSettled(notes) || signal.aborted) return;
        if (notes.plan.cancels && notes.answers.length === 1) await cancel(notes);
        await sleep(waitMs, undefined, { signal }).catch(() => {});
      }
    },
    /** All of them in one request, until each has its end. */
    async settleBatch(key: string, all: readonly Notes[]): Promise<void> {
      const id = await sendBatch(key, all);
      if (id === undefined) return;
      while (!signal.aborted && !all.every(isSettled)) {
        await readBatch(id, all).catch(() => undefined);
        await sleep(500 + random.below(1_000), undefined, { signal }).catch(() => {});
      }
    },
  };
}

/** A 4xx with an invoice is ARCA's refusal; any other is one that no client here has deserved. */
function note(notes: Notes, status: number, text: string): void {
  const body = JSON.parse(text) as Partial<InvoiceBody> & { invoice?: InvoiceBody };
  const invoice = status === 422 ? body.invoice : (body as InvoiceBody);
  if (status >= 400 && !invoice) {
    notes.refusal = `${status} ${text.slice(0, 300)}`;
    return;
  }
  if (!invoice) return;
  write(notes, invoice, isFinal(invoice.status) ? createHash("sha256").update(text).digest("hex") : null);
}

function write(notes: Notes, invoice: InvoiceBody, digest: string | null): void {
  const { id, status, number, cae, waiting_for, next_attempt_at } = invoice;
  notes.reason = waiting_for?.code ?? (next_attempt_at ? `next attempt at ${next_attempt_at}` : null);
  notes.answers.push({ invoice: id, status, number, cae, digest });
}
