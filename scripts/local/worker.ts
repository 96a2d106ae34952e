import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { killGroup } from "./processes.ts";
import { Refusal } from "./refusal.ts";
import { hasEnded, spawnWrangler, watchFront, type WranglerOptions } from "./wrangler.ts";

export interface WorkerOptions extends WranglerOptions {
  /** Told of the process group of each wrangler that is started. */
  readonly onStart: (group: number) => void;
}

const START_TIMEOUT_MS = 60_000;
const WATCH_MS = 100;
/** Rounds of the watch between two questions over HTTP, for a Worker that hangs although its processes live. */
const ROUNDS_PER_QUESTION = 50;
const SILENCE_MS = 30_000;

/** Both Workers under `wrangler dev`, started again when what wrangler does not mend by itself is killed or hangs. */
export class WorkerSupervisor {
  readonly #options: WorkerOptions;
  readonly #firstStart: Promise<void>;
  #wrangler: ChildProcess;
  #stopping = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#wrangler = this.#spawn();
    this.#firstStart = this.#untilHealthy();
    // `ready` reports a first start that fails; there is nothing to supervise then.
    this.#firstStart.then(
      () => this.#supervise(),
      () => {},
    );
  }

  /** Resolves when the Worker answers. @throws {Refusal} */
  ready(): Promise<void> {
    return this.#firstStart;
  }

  /** At once: what the Workers have accepted is written down, and survives any end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#wrangler.pid !== undefined) await killGroup(this.#wrangler.pid);
  }

  #spawn(): ChildProcess {
    const child = spawnWrangler(this.#options);
    if (child.pid !== undefined) this.#options.onStart(child.pid);
    return child;
  }

  async #untilHealthy(): Promise<void> {
    const end = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#answers(2000))) {
      if (hasEnded(this.#wrangler) || this.#stopping) throw new Refusal("The Worker did not start; wrangler's reason stands above.");
      if (Date.now() > end) throw new Refusal(`The Worker did not answer within ${START_TIMEOUT_MS / 1000} s.`);
      await sleep(50);
    }
  }

  async #supervise(): Promise<void> {
    while (!this.#stopping) {
      await this.#untilLost();
      if (this.#stopping) return;
      console.error("The Worker's processes were lost; they are started again.");
      if (this.#wrangler.pid !== undefined) await killGroup(this.#wrangler.pid);
      this.#wrangler = this.#spawn();
      await this.#untilHealthy().catch((error: Error) => console.error(error.message));
    }
  }

  async #untilLost(): Promise<void> {
    const frontLives = watchFront(this.#wrangler.pid, this.#options.port);
    let lastAnswer = Date.now();
    for (let round = 1; !this.#stopping && !hasEnded(this.#wrangler) && frontLives(); round++) {
      await sleep(WATCH_MS);
      if (round % ROUNDS_PER_QUESTION === 0 && (await this.#answers(SILENCE_MS / 2))) lastAnswer = Date.now();
      if (Date.now() - lastAnswer > SILENCE_MS) return;
    }
  }

  async #answers(timeoutMs: number): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.#options.port}/health`, { signal: AbortSignal.timeout(timeoutMs) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
