import { buryMessage } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import { auditLedger, finish } from "./audit-ledger.ts";
import { Chore } from "./chore.ts";
import type { ChorePorts } from "./ports.ts";

/** Where what could not be done ends up. */
const DEAD_LETTERS = "arca-chores-dead";

const AGAIN_SECONDS = 60;

/** Each message is acknowledged, or tried again, on its own. Whatever can never be done is kept, and acknowledged. */
export async function consumeChores(ports: ChorePorts, batch: MessageBatch): Promise<void> {
  const handle = batch.queue === DEAD_LETTERS ? bury : work;
  await Promise.all(batch.messages.map((message) => handle(ports, message, batch.queue)));
}

async function work(ports: ChorePorts, message: Message, queue: string): Promise<void> {
  const chore = Chore.safeParse(message.body);
  if (!chore.success) return bury(ports, message, queue);
  try {
    await auditLedger(ports, chore.data);
    message.ack();
  } catch (error) {
    log("warn", "chore.work.failed", { operation: chore.data.type, count: message.attempts, error });
    message.retry({ delaySeconds: AGAIN_SECONDS * message.attempts });
  }
}

async function bury(ports: ChorePorts, message: Message, queue: string): Promise<void> {
  try {
    await buryMessage(ports.database, { id: message.id, queue, body: JSON.stringify(message.body) });
    await giveUp(ports, message);
    log("error", "chore.work.given_up", { operation: queue });
    message.ack();
  } catch (error) {
    log("error", "chore.bury.failed", { operation: queue, error });
    message.retry({ delaySeconds: AGAIN_SECONDS });
  }
}

/** Whoever waits for the report sees that nothing comes of it. */
async function giveUp(ports: ChorePorts, { body }: Message): Promise<void> {
  const chore = Chore.safeParse(body);
  if (!chore.success || !chore.data.report) return;
  const { id, organization_id: organizationId, mode, issuer_id } = chore.data.report;
  await finish(ports, { id: issuer_id, organizationId, mode }, id, { status: "incomplete", lanes: [] });
}
